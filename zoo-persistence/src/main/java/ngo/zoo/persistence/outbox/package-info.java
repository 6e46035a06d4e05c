/** The outbox and its relay. */
@NullMarked
package ngo.zoo.persistence.outbox;

import org.jspecify.annotations.NullMarked;
