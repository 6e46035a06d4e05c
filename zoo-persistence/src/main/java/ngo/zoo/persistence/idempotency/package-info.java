/** Answers kept for requests that are sent again. */
@NullMarked
package ngo.zoo.persistence.idempotency;

import org.jspecify.annotations.NullMarked;
