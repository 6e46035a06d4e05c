/** Connections of the container's pool: one is one in-flight slot of one worker. */
@NullMarked
package ngo.zoo.gpu.ra.outbound;

import org.jspecify.annotations.NullMarked;
