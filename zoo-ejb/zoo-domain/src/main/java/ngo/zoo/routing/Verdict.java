package ngo.zoo.routing;

/** What a verifier's figures say of an answer. */
public enum Verdict {
  /** Within what honest machines differ by. */
  PASS,
  /** Beyond all but the last two-hundredth of honest runs: reason to look again, and no more. */
  SUSPECT,
  /** Beyond twice that. */
  FAIL;

  /** Whether another verifier must look. */
  public boolean isDoubtful() {
    return this != PASS;
  }
}
