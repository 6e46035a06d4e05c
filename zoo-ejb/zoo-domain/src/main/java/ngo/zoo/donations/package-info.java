/** Donations and grants that the foundation receives. */
@NullMarked
package ngo.zoo.donations;

import org.jspecify.annotations.NullMarked;
