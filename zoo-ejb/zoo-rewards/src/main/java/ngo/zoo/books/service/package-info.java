/** The books for staff: searches, trial balance, reconciliation, corrections by two persons. */
@NullMarked
package ngo.zoo.books.service;

import org.jspecify.annotations.NullMarked;
