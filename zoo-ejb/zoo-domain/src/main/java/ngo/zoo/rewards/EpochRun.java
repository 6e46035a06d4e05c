package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of an epoch's job. Times are of the wall clock.
 *
 * @param startedBy a login, or {@code timer}
 * @param step the step at work, or the last one
 * @param done of {@code total} pay-outs
 * @param failure why it failed; empty when it did not
 */
public record EpochRun(
    UUID id,
    int epoch,
    String startedBy,
    Instant startedAt,
    @Nullable Instant endedAt,
    RunStatus status,
    String step,
    long done,
    long total,
    String failure) {}
