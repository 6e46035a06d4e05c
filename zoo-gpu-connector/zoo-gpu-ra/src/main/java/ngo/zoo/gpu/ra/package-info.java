/** What the two sides of the adapter share: the registered workers and their state. */
@NullMarked
package ngo.zoo.gpu.ra;

import org.jspecify.annotations.NullMarked;
