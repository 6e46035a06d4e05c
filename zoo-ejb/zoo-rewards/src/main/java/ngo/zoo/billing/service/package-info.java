/** The services of billing: organisations, keys, budgets, usage. */
@NullMarked
package ngo.zoo.billing.service;

import org.jspecify.annotations.NullMarked;
