/** Copies of the transparency log that need no server of ours. */
@NullMarked
package ngo.zoo.dev.mirror;

import org.jspecify.annotations.NullMarked;
