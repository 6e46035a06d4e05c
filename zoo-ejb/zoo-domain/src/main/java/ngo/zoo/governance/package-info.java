/** Proposals, ballots and their results. */
@NullMarked
package ngo.zoo.governance;

import org.jspecify.annotations.NullMarked;
