package ngo.zoo.gpu;

/**
 * A model that a worker has loaded.
 *
 * @param sha256 of its weights, in lower-case hexadecimal, as the worker says
 * @param changed whether they are others than before
 */
public record LoadedModel(String id, String sha256, boolean changed) {}
