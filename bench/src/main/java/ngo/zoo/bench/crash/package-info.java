/**
 * Ends the posting code and its database without warning, and looks for what that did to the books.
 */
@NullMarked
package ngo.zoo.bench.crash;

import org.jspecify.annotations.NullMarked;
