/** What an audit of the ledger compares, and what it found. */
@NullMarked
package ngo.zoo.ledger.audit;

import org.jspecify.annotations.NullMarked;
