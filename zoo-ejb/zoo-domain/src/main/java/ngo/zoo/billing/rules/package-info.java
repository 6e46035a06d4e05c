/** Rules of billing: the form of keys, address lists, windows and alerts of budgets. */
@NullMarked
package ngo.zoo.billing.rules;

import org.jspecify.annotations.NullMarked;
