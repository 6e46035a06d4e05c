/**
 * zoo-keeper-tiny: its weights' file format, the causal decoder on DJL PyTorch, and the sampler.
 */
@NullMarked
package ngo.zoo.gpu.node.model;

import org.jspecify.annotations.NullMarked;
