package ngo.zoo.gpu;

import java.util.List;

/** One in-flight slot of one worker. Not thread-safe; used by one request at a time. */
public interface GpuConnection extends AutoCloseable {
  /**
   * Generates an answer. Text arrives at {@code listener} as the node streams it; the result is
   * returned after the node's seal was checked against its registered key.
   *
   * @throws WorkerException {@code REFUSED} with the node's own words for a request it does not
   *     understand; {@code UNAVAILABLE} when the node is gone or its stream ends without a finish
   */
  GenerationResult generate(GenerationRequest request, TextListener listener)
      throws WorkerException;

  /**
   * Embeds texts (operator's node only): one vector per text, L2-normalised.
   *
   * @throws WorkerException {@code UNAVAILABLE} when the node does not answer
   */
  Embeddings embed(List<String> texts) throws WorkerException;

  /** Gives the slot back to the pool. */
  @Override
  void close();

  /** Called with each piece of text in order, on the caller's thread. */
  @FunctionalInterface
  interface TextListener {
    void onText(String piece);
  }
}
