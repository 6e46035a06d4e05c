package ngo.zoo.persistence.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param treeSize leaves under the latest checkpoint
 * @param waiting leaves not sequenced yet
 * @param anchoredSize leaves under the newest anchored checkpoint, 0 for none
 */
public record LogStatus(
    long treeSize,
    long waiting,
    String root,
    @Nullable Instant signedAt,
    long anchoredSize,
    @Nullable String anchorTransaction) {}
