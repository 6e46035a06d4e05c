/** Donations and their receipts. */
@NullMarked
package ngo.zoo.web.api.donations;

import org.jspecify.annotations.NullMarked;
