/** What people and organisations are told: e-mail, webhooks and the choice between them. */
@NullMarked
package ngo.zoo.notices;

import org.jspecify.annotations.NullMarked;
