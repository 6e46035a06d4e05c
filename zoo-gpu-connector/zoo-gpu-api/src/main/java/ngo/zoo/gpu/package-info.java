/**
 * What the application sees of GPU workers: a connection factory, a connection that is one
 * in-flight slot of one worker, requests, results and the listener for worker events. Adapter:
 * zoo-gpu-ra.
 */
@NullMarked
package ngo.zoo.gpu;

import org.jspecify.annotations.NullMarked;
