/** Integration tests: the started stack, spoken to over HTTP and in a browser. */
@NullMarked
package ngo.zoo.it;

import org.jspecify.annotations.NullMarked;
