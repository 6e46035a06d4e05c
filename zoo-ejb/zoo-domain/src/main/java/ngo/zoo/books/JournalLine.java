package ngo.zoo.books;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;

/** One posting with all that is known of its entry and account: a line of the journal's export. */
public record JournalLine(
    UUID entryId,
    Instant postedAt,
    CauseKind causeKind,
    UUID causeId,
    String key,
    String memo,
    int line,
    UUID accountId,
    AccountKind kind,
    UUID ownerId,
    String owner,
    Amount amount,
    Amount balanceAfter) {}
