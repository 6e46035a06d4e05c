/** Blocks named by their hash, and the archive file that carries a library version out of here. */
@NullMarked
package ngo.zoo.content;

import org.jspecify.annotations.NullMarked;
