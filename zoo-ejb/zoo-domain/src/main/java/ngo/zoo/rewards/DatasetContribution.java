package ngo.zoo.rewards;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Refusal;

/**
 * A dataset somebody gave for training, as staff registered it.
 *
 * @param records |D|
 * @param qualityBp Q(D) in basis points: how much validation accuracy it gained
 */
public record DatasetContribution(
    UUID id, UUID ownerId, String name, long records, int qualityBp, Instant registeredAt) {
  private static final long MOST_RECORDS = 1_000_000_000_000L;

  public DatasetContribution {
    name = name.strip();
    if (name.isEmpty() || name.length() > 120) {
      throw Refusal.field("dataset-name-invalid", "name", "name has 1 to 120 characters");
    }
    if (records < 1 || records > MOST_RECORDS) {
      throw Refusal.field("dataset-records-invalid", "records", "records is 1 to 1000000000000");
    }
    if (qualityBp < 0 || qualityBp > 10_000) {
      throw Refusal.field("dataset-quality-invalid", "quality_bp", "quality_bp is 0 to 10000");
    }
  }
}
