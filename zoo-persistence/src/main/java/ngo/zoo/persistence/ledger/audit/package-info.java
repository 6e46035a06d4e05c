/** The audit of the ledger: everything it claims, computed again from the stored bytes. */
@NullMarked
package ngo.zoo.persistence.ledger.audit;

import org.jspecify.annotations.NullMarked;
