/** Donations and their gapless numbers. */
@NullMarked
package ngo.zoo.persistence.donations;

import org.jspecify.annotations.NullMarked;
