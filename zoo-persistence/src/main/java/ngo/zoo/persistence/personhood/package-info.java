/** Proofs of personhood and attestations as they are stored. */
@NullMarked
package ngo.zoo.persistence.personhood;

import org.jspecify.annotations.NullMarked;
