/** A hundred thousand experiences imported in one go. */
@NullMarked
package ngo.zoo.bench.imports;

import org.jspecify.annotations.NullMarked;
