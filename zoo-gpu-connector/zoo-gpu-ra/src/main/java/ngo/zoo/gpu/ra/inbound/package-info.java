/** Resource adapter, health probes as work of the container, delivery of worker events. */
@NullMarked
package ngo.zoo.gpu.ra.inbound;

import org.jspecify.annotations.NullMarked;
