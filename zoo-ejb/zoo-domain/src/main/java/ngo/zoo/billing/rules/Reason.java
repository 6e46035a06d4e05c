package ngo.zoo.billing.rules;

import ngo.zoo.shared.Refusal;

/** Why staff gave money back: one line that the partner reads. */
public final class Reason {
  private static final int MOST = 280;

  private Reason() {}

  /**
   * @throws Refusal {@code reason-invalid}
   */
  public static String of(String text) {
    String reason = text.strip();
    if (reason.isEmpty() || reason.length() > MOST || reason.chars().anyMatch(c -> c < ' ')) {
      throw Refusal.field(
          "reason-invalid",
          "reason",
          "The reason is one line of 1 to %d characters".formatted(MOST));
    }
    return reason;
  }
}
