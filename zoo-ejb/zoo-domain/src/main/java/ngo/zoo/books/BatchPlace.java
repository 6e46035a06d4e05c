package ngo.zoo.books;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The batch of the journal that an entry is in.
 *
 * @param size entries in it
 * @param checkpoint size of the first signed checkpoint that covers it; null until there is one
 * @param transaction of the first anchor that covers it; null until there is one
 */
public record BatchPlace(
    long number,
    UUID id,
    int size,
    Instant createdAt,
    @Nullable Long checkpoint,
    @Nullable String transaction) {}
