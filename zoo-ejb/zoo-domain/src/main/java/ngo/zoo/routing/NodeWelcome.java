package ngo.zoo.routing;

import java.util.List;
import java.util.UUID;

/**
 * What the operator answers a node that calls.
 *
 * @param token the bearer token the operator's connector presents; empty where the call was a
 *     heartbeat
 * @param reason why it is in that state, empty when healthy
 * @param missing what keeps questions from it, each in a sentence that says what to do
 */
public record NodeWelcome(
    UUID id, String name, String token, NodeState state, String reason, List<String> missing) {
  public NodeWelcome {
    missing = List.copyOf(missing);
  }
}
