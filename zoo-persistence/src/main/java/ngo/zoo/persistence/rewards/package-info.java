/** Accounts, the journal, reservations and stakes as they are stored. */
@NullMarked
package ngo.zoo.persistence.rewards;

import org.jspecify.annotations.NullMarked;
