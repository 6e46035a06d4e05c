package ngo.zoo.persistence.routing;

import java.util.List;
import java.util.UUID;

/**
 * Answers of one node and model that are judged together.
 *
 * @param challenged an objection asks the panel at once
 * @param attempts how often no verifier was found
 */
public record Judgement(
    UUID id,
    UUID nodeId,
    String model,
    String modelSha256,
    boolean challenged,
    int attempts,
    List<UUID> receipts) {
  public Judgement {
    receipts = List.copyOf(receipts);
  }
}
