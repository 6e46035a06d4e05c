/** The transparency log: canonical JSON, content ids, RFC 9162 trees and proofs, checkpoints. */
@NullMarked
package ngo.zoo.log;

import org.jspecify.annotations.NullMarked;
