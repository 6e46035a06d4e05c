/** E-mails, webhooks and their deliveries. */
@NullMarked
package ngo.zoo.persistence.notices;

import org.jspecify.annotations.NullMarked;
