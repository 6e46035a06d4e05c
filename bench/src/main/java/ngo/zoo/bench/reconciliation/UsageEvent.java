package ngo.zoo.bench.reconciliation;

/** One step of one answer, as it is delivered: perhaps late, before its time, or again. */
record UsageEvent(Answer answer, Step step) {
  /** The steps of a fee. A question has RESERVED and then SETTLED and FINAL, or RELEASED. */
  enum Step {
    RESERVED,
    SETTLED,
    FINAL,
    RELEASED;

    /** How many steps of the same answer come before. */
    int place() {
      return switch (this) {
        case RESERVED -> 0;
        case SETTLED, RELEASED -> 1;
        case FINAL -> 2;
      };
    }
  }
}
