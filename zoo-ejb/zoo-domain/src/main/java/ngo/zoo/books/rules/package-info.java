/** Rules of the books: what is committed of an entry, what may be taken back. */
@NullMarked
package ngo.zoo.books.rules;

import org.jspecify.annotations.NullMarked;
