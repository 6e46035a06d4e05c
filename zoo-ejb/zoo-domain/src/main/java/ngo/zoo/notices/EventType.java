package ngo.zoo.notices;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What organisations are told of, by webhook and e-mail. */
public enum EventType {
  /** The invoice itself is mailed whatever is chosen: this would be a second mail of it. */
  INVOICE_ISSUED("invoice.issued", false),
  INVOICE_PAID("invoice.paid", true),
  INVOICE_OVERDUE("invoice.overdue", true),
  CREDIT_NOTE_ISSUED("credit_note.issued", true),
  CREDIT_GRANTED("credit.granted", false),
  CREDIT_EXPIRING("credit.expiring", true),
  CREDIT_EXPIRED("credit.expired", false),
  BUDGET_THRESHOLD_REACHED("budget.threshold_reached", true),
  KEY_CREATED("key.created", false),
  KEY_REVOKED("key.revoked", false),
  KEY_ROTATED("key.rotated", false),
  KEY_LIMITED("key.limited", false),
  PLAN_CHANGED("plan.changed", true),
  REFUND_APPROVED("refund.approved", true),
  DISPUTE_OPENED("dispute.opened", true),
  DISPUTE_DECIDED("dispute.decided", true);

  /** A delivery that only tests an endpoint. */
  public static final String PING = "ping";

  private final String word;
  private final boolean mailed;

  EventType(String word, boolean mailed) {
    this.word = word;
    this.mailed = mailed;
  }

  /** Full-stop delimited: {@code invoice.issued}. */
  public String word() {
    return word;
  }

  /** Whether it is told by e-mail as long as the organisation has not chosen. */
  public boolean mailed() {
    return mailed;
  }

  public static Optional<EventType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findAny();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(EventType::word).toList();
  }
}
