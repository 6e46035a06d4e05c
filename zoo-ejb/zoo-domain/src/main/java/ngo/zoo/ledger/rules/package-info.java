/** Pure rules of the experience ledger: form, duplicates, similarity, what is committed to. */
@NullMarked
package ngo.zoo.ledger.rules;

import org.jspecify.annotations.NullMarked;
