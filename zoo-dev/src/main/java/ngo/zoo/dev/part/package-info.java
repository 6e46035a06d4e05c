/**
 * The parts of the local stack, one class each: how it is started and how it says that it is ready.
 */
@NullMarked
package ngo.zoo.dev.part;

import org.jspecify.annotations.NullMarked;
