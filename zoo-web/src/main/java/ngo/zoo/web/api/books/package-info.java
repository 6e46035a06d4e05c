/**
 * The books for staff over HTTP: accounts, journal, trial balance, reconciliations, corrections.
 */
@NullMarked
package ngo.zoo.web.api.books;

import org.jspecify.annotations.NullMarked;
