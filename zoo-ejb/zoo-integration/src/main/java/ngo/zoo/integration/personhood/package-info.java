/** Proofs of personhood by outside providers, over their own HTTP contracts. */
@NullMarked
package ngo.zoo.integration.personhood;

import org.jspecify.annotations.NullMarked;
