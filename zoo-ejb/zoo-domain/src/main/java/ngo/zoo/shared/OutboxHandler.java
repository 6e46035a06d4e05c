package ngo.zoo.shared;

import java.util.UUID;

/**
 * Takes facts of one listener from the outbox. The relay runs {@link #handle} in its own
 * transaction, at least once: it must be idempotent. An exception is tried again later.
 */
public interface OutboxHandler {
  /** The listener's name as stored with the event; one handler per name. */
  String listener();

  /**
   * @param payload the JSON that was stored with the fact
   */
  void handle(String type, UUID subjectId, String payload) throws Exception;
}
