/** The rules of the house, held by the build. */
@NullMarked
package ngo.zoo.architecture;

import org.jspecify.annotations.NullMarked;
