package ngo.zoo.billing;

import java.time.LocalDate;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Answers that share a day, project, key and model; what is not grouped by is null. Without a key:
 * people and clients of the organisation.
 *
 * @param day UTC
 * @param key the key's prefix
 */
public record UsageRow(
    @Nullable LocalDate day,
    @Nullable UUID projectId,
    @Nullable String project,
    @Nullable UUID keyId,
    @Nullable String key,
    @Nullable String keyName,
    @Nullable String model,
    long answers,
    long promptTokens,
    long completionTokens,
    Amount fee) {}
