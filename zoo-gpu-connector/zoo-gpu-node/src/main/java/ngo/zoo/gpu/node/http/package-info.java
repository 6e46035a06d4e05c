/** A little HTTP over the JDK's server: replies, refusals, bearer token, limits. */
@NullMarked
package ngo.zoo.gpu.node.http;

import org.jspecify.annotations.NullMarked;
