/** Proofs of personhood: by outside providers and by attestation of staff. */
@NullMarked
package ngo.zoo.personhood.service;

import org.jspecify.annotations.NullMarked;
