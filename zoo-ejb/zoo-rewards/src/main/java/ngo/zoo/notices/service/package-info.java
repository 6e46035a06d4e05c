/** The services of notices: e-mail and webhooks. */
@NullMarked
package ngo.zoo.notices.service;

import org.jspecify.annotations.NullMarked;
