package ngo.zoo.shared;

import java.util.UUID;

/** What one member of staff asks for, another one approves. */
public final class TwoPersonRule {
  private TwoPersonRule() {}

  /**
   * @param requestedBy who asked for it
   * @return the approver's id
   * @throws Refusal {@code role-missing} for others than staff; {@code second-person-needed} when
   *     the approver is the one who asked
   */
  public static UUID approve(UUID requestedBy, Caller approver) {
    approver.require(Role.STAFF);
    if (approver.kind() != Caller.Kind.PERSON || approver.id().equals(requestedBy)) {
      throw Refusal.forbidden(
          "second-person-needed", "Another member of staff than the one who asked must approve it");
    }
    return approver.id();
  }
}
