/**
 * The books as staff read and correct them: searches, trial balance, reconciliation, corrections.
 */
@NullMarked
package ngo.zoo.books;

import org.jspecify.annotations.NullMarked;
