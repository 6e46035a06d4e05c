package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * @param role OPERATOR for the operator's own, else PROVIDER
 * @param url where the operator's server reaches it; null when withheld from the reader
 * @param publicKey raw Ed25519 key, base64: its answers and calls are signed with it; empty for a
 *     backend without seal
 * @param reason why it is in that state, empty when healthy
 * @param earned sum of what final answers paid it
 * @param kind ZOO when its answers are sealed with its key, OPENAI for a backend without seal
 * @param memoryMib of its accelerator, or of the machine without one, as it states; 0 when it does
 *     not
 * @param heardAt when it last called the operator by itself; null when it never has
 * @param prices what an answer costs, for each model that has a fee
 * @param benchmark how it did when it was measured last; null when it never was
 */
public record NodeView(
    UUID id,
    String name,
    String role,
    UUID ownerId,
    @Nullable String url,
    String publicKey,
    NodeState state,
    String reason,
    Instant since,
    List<String> models,
    int slots,
    int inFlight,
    long succeeded,
    long failed,
    double meanMillis,
    Amount earned,
    String kind,
    int memoryMib,
    @Nullable Instant heardAt,
    List<NodePriceView> prices,
    @Nullable BenchmarkView benchmark) {
  public NodeView {
    models = List.copyOf(models);
    prices = List.copyOf(prices);
  }
}
