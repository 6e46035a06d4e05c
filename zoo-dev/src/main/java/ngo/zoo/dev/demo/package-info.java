/** The demonstration: Zoo's whole story against a running stack, over HTTP, as real users. */
@NullMarked
package ngo.zoo.dev.demo;

import org.jspecify.annotations.NullMarked;
