package ngo.zoo.ledger.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What is to be imported and how.
 *
 * @param domain of experiences that name none
 * @param dryRun only report
 * @param vectorsFollow a second file with the vectors comes before it begins
 */
public record ImportOrder(
    String fileName,
    FileFormat format,
    @Nullable String domain,
    boolean dryRun,
    BadVectors badVectors,
    boolean vectorsFollow) {}
