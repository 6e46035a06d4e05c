package ngo.zoo.books;

import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;

/** One account in a trial balance. */
public record TrialLine(
    UUID accountId,
    AccountKind kind,
    UUID ownerId,
    String owner,
    Amount debits,
    Amount credits,
    Amount balance) {}
