/** Billing for partners: projects, API keys, budgets, usage. */
@NullMarked
package ngo.zoo.billing;

import org.jspecify.annotations.NullMarked;
