package ngo.zoo.ledger.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as staff follow it.
 *
 * @param bytes of the experiences' file
 * @param vectorBytes of the vectors' file, 0 without one
 * @param embedderId of the vectors' file
 * @param records experiences read
 * @param imported taken into libraries, or that would be
 * @param libraries that got a version, or would
 * @param vectorsMissing imported experiences whose vectors are still to be computed
 */
public record ImportView(
    UUID id,
    String fileName,
    FileFormat format,
    @Nullable String domain,
    boolean dryRun,
    BadVectors badVectors,
    @Nullable String embedderId,
    String startedBy,
    Instant createdAt,
    @Nullable Instant endedAt,
    JobStatus status,
    boolean cancelling,
    String step,
    long done,
    long total,
    String failure,
    long bytes,
    long vectorBytes,
    long records,
    long imported,
    long held,
    long duplicates,
    long refused,
    int libraries,
    long vectorsMissing) {
  /** Lines that did not simply go in. */
  public long problems() {
    return held + duplicates + refused;
  }
}
