/** Carries webhooks to their receivers. */
@NullMarked
package ngo.zoo.integration.webhook;

import org.jspecify.annotations.NullMarked;
