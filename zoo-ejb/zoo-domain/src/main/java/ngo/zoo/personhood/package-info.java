/** One person, one account: proofs of personhood and who gives them. */
@NullMarked
package ngo.zoo.personhood;

import org.jspecify.annotations.NullMarked;
