package ngo.zoo.books.rules;

import java.util.List;
import java.util.Set;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;

/**
 * What staff may correct. An entry can be taken back when the journal is the only place that knows
 * of it; where a receipt, a stake, an invoice or an epoch keeps a state of its own, a reversing
 * entry would leave that state behind and the audit would find the difference.
 */
public final class CorrectionRules {
  private static final int LEAST_REASON = 10;
  private static final int MOST_REASON = 500;

  /** Accounts that nothing but the journal accounts for, on which two persons may move money. */
  private static final Set<AccountKind> FREE =
      Set.of(AccountKind.MEMBER, AccountKind.ORGANISATION, AccountKind.NODE, AccountKind.TREASURY);

  private CorrectionRules() {}

  /** Why an entry of this kind cannot be taken back; empty when it can. */
  public static String obstacle(CauseKind kind) {
    return switch (kind) {
      case TRANSFER, DONATION -> "";
      case GENESIS -> "The supply is given out once";
      case RECEIPT, QUERY -> "The fee belongs to an answer whose receipt says what was paid";
      case PROPOSAL -> "A vote decided it: another proposal can decide otherwise";
      case STAKE, SLASH -> "The stake keeps its own state: return it, or let the appeal decide";
      case CREDIT, CREDIT_LINE -> "The grant keeps its own state: end it in billing";
      case INVOICE, CREDIT_NOTE -> "An issued document is corrected by a credit note";
      case PAYMENT, INVOICE_CREDIT, REFUND ->
          "The invoice keeps its own state: refund or pay it again there";
      case EPOCH -> "The epoch's record says what was paid: correct it by a transfer";
      case GRANT -> "The grant keeps its own state: end it there";
      case JOB -> "The job's escrow keeps its own state: close it there";
      case REVERSAL -> "What was taken back is posted anew, not un-reversed";
    };
  }

  /**
   * @throws Refusal {@code entry-not-reversible} with the reason
   */
  public static void requireReversible(EntryView entry) {
    String obstacle = obstacle(entry.causeKind());
    if (!obstacle.isEmpty()) {
      throw Refusal.conflict(
          "entry-not-reversible", "This entry cannot be taken back: " + obstacle);
    }
  }

  /** The entry with the opposite lines; its key makes it unique for ever. */
  public static PostEntry reversal(EntryView entry, String reason) {
    List<PostEntry.Line> lines =
        entry.postings().stream()
            .map(
                posting ->
                    new PostEntry.Line(
                        posting.kind(), posting.ownerId(), posting.amount().negate()))
            .toList();
    return new PostEntry(
        "reversal:" + entry.id(),
        CauseKind.REVERSAL,
        entry.id(),
        "Taken back: " + entry.memo() + " (" + reason + ")",
        lines);
  }

  /**
   * @throws Refusal {@code account-not-free}, {@code transfer-needs-two-accounts}, {@code
   *     transfer-amount-invalid}
   */
  public static void requireTransfer(
      AccountKind from, AccountKind to, boolean same, Amount amount) {
    if (same) {
      throw Refusal.field(
          "transfer-needs-two-accounts", "to", "Name another account than the one it comes from");
    }
    requireFree(from, "from");
    requireFree(to, "to");
    if (amount.units().signum() <= 0) {
      throw Refusal.field("transfer-amount-invalid", "amount", "Move some amount above zero");
    }
  }

  private static void requireFree(AccountKind kind, String field) {
    if (!FREE.contains(kind)) {
      throw Refusal.field(
          "account-not-free",
          field,
          "Something else accounts for %s accounts; transfers go between %s"
              .formatted(kind, FREE.stream().sorted().toList()));
    }
  }

  /**
   * @return the reason without blanks around it
   * @throws Refusal {@code reason-invalid}
   */
  public static String reason(String text) {
    String reason = text.strip();
    if (reason.length() < LEAST_REASON || reason.length() > MOST_REASON) {
      throw Refusal.field(
          "reason-invalid", "reason", "Say why in 10 to 500 characters: auditors will read it");
    }
    return reason;
  }
}
