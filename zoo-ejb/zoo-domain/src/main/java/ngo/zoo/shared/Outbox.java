package ngo.zoo.shared;

import java.util.UUID;

/** Facts that others or the outside must learn, stored in the caller's transaction. */
public interface Outbox {
  /**
   * @param listener whose handler takes it
   * @param type kebab-case name of the fact
   * @param payload JSON object
   */
  void add(String listener, String type, UUID subjectId, String payload);
}
