/** Experiences, libraries and their versions, retrieval. */
@NullMarked
package ngo.zoo.ledger;

import org.jspecify.annotations.NullMarked;
