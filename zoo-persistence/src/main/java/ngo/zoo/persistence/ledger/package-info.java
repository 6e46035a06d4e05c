/** Experiences, libraries, their versions and content blocks as stored. */
@NullMarked
package ngo.zoo.persistence.ledger;

import org.jspecify.annotations.NullMarked;
