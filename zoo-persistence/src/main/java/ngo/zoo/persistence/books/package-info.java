/** Accounts, journal and corrections as staff search them, straight to records. */
@NullMarked
package ngo.zoo.persistence.books;

import org.jspecify.annotations.NullMarked;
