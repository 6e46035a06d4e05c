/** Money: accounts, entries, fees, stakes, earnings. */
@NullMarked
package ngo.zoo.rewards;

import org.jspecify.annotations.NullMarked;
