/** The transparency log's trees: how fast they grow and what their proofs cost. */
@NullMarked
package ngo.zoo.bench.ledger;

import org.jspecify.annotations.NullMarked;
