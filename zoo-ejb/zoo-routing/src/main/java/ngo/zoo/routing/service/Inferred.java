package ngo.zoo.routing.service;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.routing.rules.NodeDecision;

/**
 * An answer with the node that gave it.
 *
 * @param decision why that node
 * @param attempt one more than nodes were given up before
 */
public record Inferred(UUID nodeId, GenerationResult result, NodeDecision decision, int attempt) {
  private static final GenerationResult NO_TEXT =
      new GenerationResult("", "", 0, 0, "", List.of(), Map.of(), "", new byte[0], new byte[0]);

  /** The choice of the node alone. */
  Inferred withoutText() {
    return new Inferred(nodeId, NO_TEXT, decision, attempt);
  }
}
