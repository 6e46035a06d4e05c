/** Experiences on their way in and out as files, and the long jobs of the ledger. */
@NullMarked
package ngo.zoo.ledger.transfer;

import org.jspecify.annotations.NullMarked;
