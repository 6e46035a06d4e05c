package ngo.zoo.compute;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.HoldStatus;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * The escrow of a compute job.
 *
 * @param cap the most the job may cost
 * @param hourly price of one GPU for one hour
 * @param feeBp of what is paid, the network's, in basis points
 * @param gpuSeconds metered so far
 * @param paid to provider and network so far
 * @param left still in the escrow
 * @param status PENDING while the job may draw, POSTED once closed, VOID when closed with nothing
 *     paid
 */
public record EscrowView(
    UUID jobId,
    AccountKind payerKind,
    UUID payerId,
    AccountKind providerKind,
    UUID providerId,
    Amount cap,
    Amount hourly,
    int feeBp,
    long gpuSeconds,
    Amount paid,
    Amount left,
    HoldStatus status,
    Instant expiresAt,
    Instant openedAt,
    @Nullable Instant endedAt) {}
