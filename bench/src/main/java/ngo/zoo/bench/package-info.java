/** Measurements against a database of their own, with the application's code and schema. */
@NullMarked
package ngo.zoo.bench;

import org.jspecify.annotations.NullMarked;
