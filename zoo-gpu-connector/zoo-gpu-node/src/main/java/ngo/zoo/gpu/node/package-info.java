/**
 * The daemon of a GPU provider or of the operator: OpenAI's contract over HTTP, with sealed
 * answers.
 */
@NullMarked
package ngo.zoo.gpu.node;

import org.jspecify.annotations.NullMarked;
