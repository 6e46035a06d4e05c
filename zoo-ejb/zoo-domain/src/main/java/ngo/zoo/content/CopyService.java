package ngo.zoo.content;

import ngo.zoo.shared.OutboxHandler;

/** Carries library versions to one store, each asked for by a fact in the outbox. */
public interface CopyService extends OutboxHandler {
  CopyStore store();

  /** Whether there is a store to carry to; while there is none nothing is asked for. */
  boolean isConfigured();

  @Override
  default String listener() {
    return store().listener();
  }
}
