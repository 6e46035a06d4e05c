package ngo.zoo.rewards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/** A journal entry with its postings, which sum to zero. */
public record EntryView(
    UUID id,
    CauseKind causeKind,
    UUID causeId,
    String memo,
    Instant postedAt,
    List<PostingView> postings) {
  public EntryView {
    postings = List.copyOf(postings);
  }

  /**
   * @param owner name of the account's owner as the public may see it
   */
  public record PostingView(
      AccountKind kind, UUID ownerId, String owner, Amount amount, Amount balanceAfter) {}
}
