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
  /** Stands where the reader is not told an id. */
  public static final UUID WITHHELD = new UUID(0, 0);

  /** Whom these pay is public; who asked, was billed, gave, holds or was lent is not. */
  private static final Set<CauseKind> NAMED =
      Set.of(CauseKind.GENESIS, CauseKind.RECEIPT, CauseKind.PROPOSAL);

  /** Their words are free text of staff or their cause is an organisation. */
  private static final Set<CauseKind> TELLING =
      Set.of(CauseKind.CREDIT, CauseKind.CREDIT_LINE, CauseKind.TRANSFER, CauseKind.REVERSAL);

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
    boolean telling = isTelling(reader);
    return new EntryView(
        id,
        causeKind,
        telling && causeKind == CauseKind.CREDIT_LINE ? WITHHELD : causeId,
        telling ? "–" : memo,
        postedAt,
        postings.stream()
            .map(one -> one.isOpenTo(reader) ? one : one.withheld(!NAMED.contains(causeKind)))
            .toList());
  }

  /** Whether its words or its cause could tell this reader of somebody else. */
  public boolean isTelling(Caller reader) {
    return TELLING.contains(causeKind)
        && !reader.has(Role.STAFF)
        && postings.stream().noneMatch(one -> one.isOf(reader));
  }

  /**
   * @param ownerId zeros when the owner is withheld from the reader
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
      return !PERSONAL.contains(kind) || isOf(reader);
    }

    boolean isOf(Caller reader) {
      return ownerId.equals(reader.id()) || ownerId.equals(reader.organisationId());
    }

    PostingView withheld(boolean nameless) {
      return nameless
          ? new PostingView(kind, WITHHELD, "–", amount, null)
          : new PostingView(kind, ownerId, owner, amount, null);
    }
  }
}
