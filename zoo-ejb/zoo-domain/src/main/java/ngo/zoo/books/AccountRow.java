package ngo.zoo.books;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One account.
 *
 * @param owner name of the member, organisation or node, else what the account belongs to
 * @param login of a member
 * @param entries how many entries have touched it
 */
public record AccountRow(
    UUID id,
    AccountKind kind,
    UUID ownerId,
    String owner,
    @Nullable String login,
    Amount balance,
    long entries,
    Instant openedAt) {}
