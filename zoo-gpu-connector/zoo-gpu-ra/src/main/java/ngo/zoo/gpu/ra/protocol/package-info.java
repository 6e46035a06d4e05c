/** The node protocol over HTTP: requests, streamed answers, seals. See docs/node-protocol.md. */
@NullMarked
package ngo.zoo.gpu.ra.protocol;

import org.jspecify.annotations.NullMarked;
