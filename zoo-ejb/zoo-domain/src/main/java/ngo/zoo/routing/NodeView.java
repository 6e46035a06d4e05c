package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param role OPERATOR for the node that computes embeddings, else PROVIDER
 * @param url where the operator's server reaches it; null when withheld from the reader
 * @param publicKey raw Ed25519 key, base64: its answers and calls are signed with it
 * @param state HEALTHY or UNHEALTHY
 * @param reason why it is in that state, empty when healthy
 * @param earned sum of what final answers paid it
 */
public record NodeView(
    UUID id,
    String name,
    String role,
    UUID ownerId,
    @Nullable String url,
    String publicKey,
    String state,
    String reason,
    Instant since,
    List<String> models,
    int slots,
    int inFlight,
    long succeeded,
    long failed,
    double meanMillis,
    Amount earned) {
  public NodeView {
    models = List.copyOf(models);
  }
}
