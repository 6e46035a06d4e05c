package ngo.zoo.rewards;

import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A pay-out of an epoch.
 *
 * @param payee name of the member or node
 * @param due by the formula alone, before the pool was divided
 * @param paidBy the journal entry, of credits the grant; null while it waits
 */
public record PayoutView(
    RewardKind kind,
    UUID subjectId,
    AccountKind account,
    UUID payeeId,
    String payee,
    Amount due,
    Amount amount,
    @Nullable UUID paidBy) {}
