/** {@code ./zoo verify}: checks a proof file without the operator. */
@NullMarked
package ngo.zoo.dev.verify;

import org.jspecify.annotations.NullMarked;
