/** Idempotency-Key on POST. */
@NullMarked
package ngo.zoo.web.api.idempotency;

import org.jspecify.annotations.NullMarked;
