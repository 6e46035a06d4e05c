/** Files of experiences and of vectors, read and written as streams. */
@NullMarked
package ngo.zoo.ledger.files;

import org.jspecify.annotations.NullMarked;
