package ngo.zoo.ledger.rules;

import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;

/**
 * A member of a library version as it stands when the version is made.
 *
 * @param leafData SHA-256 of the committed part, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record VersionMember(
    UUID id, byte[] leafData, long usageCount, long upvotes, long downvotes) {
  /** SHA-256 of the canonical JSON of the running counters. */
  byte[] countersData() {
    return Sha256.ofText(
        CanonicalJson.of(
            Map.of(
                "id", id.toString(),
                "usage_count", usageCount,
                "upvotes", upvotes,
                "downvotes", downvotes)));
  }
}
