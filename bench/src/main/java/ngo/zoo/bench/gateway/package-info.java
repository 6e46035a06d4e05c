/** The gateway beside other gateways, before one backend. */
@NullMarked
package ngo.zoo.bench.gateway;

import org.jspecify.annotations.NullMarked;
