package ngo.zoo.gpu;

import java.util.List;

/**
 * @param embedderId model and runtime that made them; vectors of different embedders never mix
 * @param vectors one per text, each of the embedder's dimension (384), L2-normalised
 */
public record Embeddings(String embedderId, List<float[]> vectors) {}
