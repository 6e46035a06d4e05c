package ngo.zoo.web.api.idempotency;

import java.time.Instant;
import java.util.Set;
import ngo.zoo.persistence.idempotency.IdempotencyRecords;
import ngo.zoo.persistence.idempotency.KeptAnswer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The work of one key while its request is answered.
 *
 * @param status zero until it is answered
 */
record Work(String caller, String key, int status, @Nullable String location) {
  private static final Logger LOG = Logger.getLogger(Work.class);

  /** Refused before or instead of any work: the key stays usable. */
  private static final Set<Integer> NOTHING_DONE = Set.of(401, 402, 429, 503);

  Work(String caller, String key) {
    this(caller, key, 0, null);
  }

  static boolean nothingDone(int status) {
    return NOTHING_DONE.contains(status);
  }

  Work answered(int answer, @Nullable String at) {
    return new Work(caller, key, answer, at);
  }

  void release(IdempotencyRecords records) {
    keepGoing(() -> records.release(caller, key));
  }

  void complete(IdempotencyRecords records, @Nullable String mediaType, byte[] body) {
    KeptAnswer answer = new KeptAnswer(status, mediaType, location, body);
    keepGoing(() -> records.complete(caller, key, answer, Instant.now()));
  }

  /** The work is done and its answer must reach the sender, kept or not. */
  private void keepGoing(Runnable store) {
    try {
      store.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "An answer could not be kept for its Idempotency-Key");
    }
  }
}
