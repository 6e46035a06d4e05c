/** A small HTTP client of Zoo's API for the launcher, the demo and the integration tests. */
@NullMarked
package ngo.zoo.dev.client;

import org.jspecify.annotations.NullMarked;
