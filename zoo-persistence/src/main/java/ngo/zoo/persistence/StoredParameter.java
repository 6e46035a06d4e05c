package ngo.zoo.persistence;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * One version of a governed value.
 *
 * @param proposalId the executed proposal that set it, null for a value of genesis
 */
public record StoredParameter(
    Parameter parameter, int version, String value, @Nullable UUID proposalId, Instant validFrom) {}
