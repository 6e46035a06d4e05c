package ngo.zoo.notices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver.
 *
 * @param millis how long it took
 * @param answer the first bytes of the answer's body
 * @param error why no answer came
 */
public record AttemptView(
    int number,
    Instant at,
    @Nullable Integer status,
    int millis,
    String answer,
    @Nullable String error) {}
