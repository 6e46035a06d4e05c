package ngo.zoo.rewards;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** A journal entry with its postings, which sum to zero. */
public record EntryView(
    UUID id,
    CauseKind causeKind,
    UUID causeId,
    String memo,
    Instant postedAt,
    List<PostingView> postings) {
  /** Who asked and who was billed is nobody else's business. */
  private static final Set<CauseKind> NAMELESS =
      Set.of(
          CauseKind.QUERY,
          CauseKind.INVOICE,
          CauseKind.CREDIT_NOTE,
          CauseKind.PAYMENT,
          CauseKind.REFUND);

  public EntryView {
    postings = List.copyOf(postings);
  }

  /**
   * The entry as this reader may see it: what is left on somebody else's account is theirs alone,
   * and so is who asked a question. Staff and the owner see all; the foundation's accounts and the
   * nodes' are open to everybody.
   */
  public EntryView seenBy(Caller reader) {
    if (reader.has(Role.STAFF)) {
      return this;
    }
    boolean nameless = NAMELESS.contains(causeKind);
    return new EntryView(
        id,
        causeKind,
        causeId,
        memo,
        postedAt,
        postings.stream().map(one -> one.isOpenTo(reader) ? one : one.withheld(nameless)).toList());
  }

  /**
   * @param owner name of the account's owner; a dash when it is withheld from the reader
   * @param balanceAfter null when it is withheld from the reader
   */
  public record PostingView(
      AccountKind kind, UUID ownerId, String owner, Amount amount, @Nullable Amount balanceAfter) {
    private static final Set<AccountKind> PERSONAL =
        Set.of(
            AccountKind.MEMBER,
            AccountKind.ORGANISATION,
            AccountKind.STAKE,
            AccountKind.FEE_RESERVED,
            AccountKind.CREDIT,
            AccountKind.CREDIT_LINE,
            AccountKind.RECEIVABLE,
            AccountKind.UNBONDING,
            AccountKind.DISPUTED);

    boolean isOpenTo(Caller reader) {
      return !PERSONAL.contains(kind)
          || ownerId.equals(reader.id())
          || ownerId.equals(reader.organisationId());
    }

    PostingView withheld(boolean nameless) {
      return new PostingView(kind, ownerId, nameless ? "–" : owner, amount, null);
    }
  }
}
