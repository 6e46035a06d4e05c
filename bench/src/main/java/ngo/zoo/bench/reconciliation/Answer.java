package ngo.zoo.bench.reconciliation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * A question of an organisation and what its answer costs; what really happened, known to nobody
 * but the stream of events.
 *
 * @param answered false when no answer comes and the fee is given back
 * @param fee base units of KEEPER
 */
record Answer(
    UUID id,
    Tenants.Key key,
    String model,
    long fee,
    int promptTokens,
    int completionTokens,
    Instant at,
    UUID author,
    boolean answered) {
  Group group() {
    return new Group(
        key.organisation(), at.atZone(ZoneOffset.UTC).toLocalDate(), key.project(), key.id());
  }
}
