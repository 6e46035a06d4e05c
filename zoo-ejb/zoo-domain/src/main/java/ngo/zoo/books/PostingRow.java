package ngo.zoo.books;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;

/** One posting of an account with the balance after it. */
public record PostingRow(
    UUID entryId,
    int line,
    Instant postedAt,
    CauseKind causeKind,
    UUID causeId,
    String memo,
    Amount amount,
    Amount balanceAfter) {}
