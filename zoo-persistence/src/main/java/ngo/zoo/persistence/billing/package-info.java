/** Projects, keys, budgets and usage as they are stored and read. */
@NullMarked
package ngo.zoo.persistence.billing;

import org.jspecify.annotations.NullMarked;
