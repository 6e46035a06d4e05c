package ngo.zoo.governance.rules;

import java.util.Collection;
import java.util.UUID;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * Who votes about a dispute, and what the votes say: most of at least the quorum uphold an
 * objection or let the answer stand; fewer decide nothing.
 */
public final class PanelRules {
  private static final int LEAST_TEXT = 10;
  private static final int MOST_TEXT = 2_000;

  private PanelRules() {}

  /** Whether the caller is one of those panels are made of. */
  public static boolean maySit(Caller caller) {
    return caller.kind() == Caller.Kind.PERSON
        && (caller.has(Role.EXPERT) || caller.has(Role.STAFF) || caller.has(Role.GUARDIAN));
  }

  /**
   * @param barred parties of the dispute
   * @throws Refusal {@code role-missing}, {@code person-needed}, {@code party-to-dispute} (403)
   */
  public static void check(Caller caller, Collection<UUID> barred) {
    caller.require(Role.EXPERT, Role.STAFF, Role.GUARDIAN);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "A person decides this");
    }
    if (barred.contains(caller.id())) {
      throw Refusal.forbidden("party-to-dispute", "Nobody votes about a dispute of their own");
    }
  }

  /**
   * @return the reason, stripped
   * @throws Refusal {@code vote-reason}
   */
  public static String reason(String text) {
    String stripped = text.strip();
    if (stripped.length() < LEAST_TEXT || stripped.length() > MOST_TEXT) {
      throw Refusal.field("vote-reason", "reason", "Say why in 10 to 2000 characters");
    }
    return stripped;
  }

  /** What a panel comes to. */
  public enum Outcome {
    UPHELD,
    OVERTURNED,
    /** Too few have voted: nothing was decided, and nobody is the worse for it. */
    NO_QUORUM
  }

  /** What the votes say when the panel closes. */
  public static Outcome outcome(long uphold, long overturn, int quorum) {
    if (uphold + overturn < quorum) {
      return Outcome.NO_QUORUM;
    }
    return uphold > overturn ? Outcome.UPHELD : Outcome.OVERTURNED;
  }
}
