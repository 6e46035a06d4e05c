/** Sentence embeddings, computed only on the operator's own node. */
@NullMarked
package ngo.zoo.gpu.node.embedding;

import org.jspecify.annotations.NullMarked;
