/** Webhooks, their deliveries, e-mails and the choice of what is told. */
@NullMarked
package ngo.zoo.web.api.notices;

import org.jspecify.annotations.NullMarked;
