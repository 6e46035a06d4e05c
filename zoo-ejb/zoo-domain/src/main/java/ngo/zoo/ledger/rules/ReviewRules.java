package ngo.zoo.ledger.rules;

import java.util.Set;
import java.util.UUID;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Who may decide about a held submission, and what a refusal must say. */
public final class ReviewRules {
  public static final int MOST_REASON = 1000;
  private static final int LEAST_REASON = 10;

  private ReviewRules() {}

  /**
   * @param broughtBy author, proposer and who had it imported
   * @return the reviewer's id
   * @throws Refusal {@code role-missing} for others than staff in person; {@code own-submission}
   *     for those who brought it
   */
  public static UUID reviewer(Caller caller, Set<UUID> broughtBy) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("role-missing", "Only staff decide about submissions, in person");
    }
    if (broughtBy.contains(caller.id())) {
      throw Refusal.forbidden(
          "own-submission", "Another member of staff must decide about what you brought in");
    }
    return caller.id();
  }

  /**
   * @return the reason without blanks around it
   * @throws Refusal {@code review-reason} unless it has 10 to 1000 characters
   */
  public static String reason(String given) {
    String reason = TextRules.normaliseExample(given);
    if (reason.length() < LEAST_REASON || reason.length() > MOST_REASON) {
      throw Refusal.field(
          "review-reason",
          "reason",
          "Tell the author why, in %d to %d characters".formatted(LEAST_REASON, MOST_REASON));
    }
    return reason;
  }
}
