/** Proposals, voting power and ballots as they are stored. */
@NullMarked
package ngo.zoo.persistence.governance;

import org.jspecify.annotations.NullMarked;
