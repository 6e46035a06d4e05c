package ngo.zoo.gpu;

import java.util.List;
import java.util.UUID;

/** One in-flight slot of one worker. Not thread-safe; used by one request at a time. */
public interface GpuConnection extends AutoCloseable {
  /** Whose slot this is. */
  UUID workerId();

  /**
   * Generates an answer. Pieces arrive at {@code listener} as the backend streams them; the result
   * is returned after it was found complete and, for a Zoo node, its seal checked against the
   * registered key.
   *
   * @throws WorkerException {@code REFUSED} with the backend's own words for a request it does not
   *     understand; {@code UNAVAILABLE} when it is gone or its stream ends without a finish; {@code
   *     ABANDONED} when {@link TextListener#gone()} was true
   */
  GenerationResult generate(GenerationRequest request, TextListener listener)
      throws WorkerException;

  /**
   * Embeds texts (operator's node only): one vector per text, L2-normalised.
   *
   * @throws WorkerException {@code UNAVAILABLE} when the node does not answer
   */
  Embeddings embed(List<String> texts) throws WorkerException;

  /**
   * Has another node's answer checked: its tokens forced through this worker's copy of the model.
   *
   * @throws WorkerException {@code REFUSED} when the worker cannot check, as backends without the
   *     node protocol; {@code BAD_SEAL} when its report is not signed with its key
   */
  default VerificationReport verify(VerificationRequest request) throws WorkerException {
    throw new WorkerException(
        WorkerException.Reason.REFUSED, WorkerException.UNSUPPORTED, "It checks no answers");
  }

  /**
   * Has the worker load a model's weights anew from where they lie; it answers with the old ones
   * meanwhile.
   *
   * @throws WorkerException {@code REFUSED} with the worker's words when it cannot, as backends
   *     without the node protocol
   */
  default LoadedModel load(String model) throws WorkerException {
    throw new WorkerException(
        WorkerException.Reason.REFUSED, WorkerException.UNSUPPORTED, "It loads what it was told");
  }

  /** Gives the slot back to the pool. */
  @Override
  void close();

  /** Called with each piece in order, on the caller's thread. */
  @FunctionalInterface
  interface TextListener {
    /** A piece of the first choice's text. */
    void onText(String piece);

    /** Any piece; an asker who wants the first choice's text only need not override it. */
    default void onDelta(Delta delta) {
      if (delta.choice() == 0 && !delta.text().isEmpty()) {
        onText(delta.text());
      }
    }

    /**
     * No further piece has come yet: whoever gathers pieces that come together hands them on now.
     */
    default void onPause() {}

    /**
     * Whether nobody waits for the answer any more. Asked between pieces and, from another thread,
     * while none comes; once true, the connection to the backend is closed at once, so that it
     * stops working.
     */
    default boolean gone() {
      return false;
    }
  }
}
