/** Searching experiences by the vectors of their texts: exact, reproducible, filtered, varied. */
@NullMarked
package ngo.zoo.ledger.search;

import org.jspecify.annotations.NullMarked;
