/**
 * Whether an answer was computed as claimed: who is checked, by what figures it is judged, and what
 * follows from a doubt.
 */
@NullMarked
package ngo.zoo.routing.rules.verification;

import org.jspecify.annotations.NullMarked;
