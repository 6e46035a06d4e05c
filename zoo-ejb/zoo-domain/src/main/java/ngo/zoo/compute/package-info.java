/** Compute jobs and what they cost. */
@NullMarked
package ngo.zoo.compute;

import org.jspecify.annotations.NullMarked;
