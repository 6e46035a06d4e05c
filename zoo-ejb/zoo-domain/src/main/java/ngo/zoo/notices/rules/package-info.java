/** Pure rules of e-mail and webhooks. */
@NullMarked
package ngo.zoo.notices.rules;

import org.jspecify.annotations.NullMarked;
