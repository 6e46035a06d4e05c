package ngo.zoo.routing.service;

import java.util.UUID;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.routing.rules.NodeDecision;

/**
 * An answer with the node that gave it.
 *
 * @param decision why that node
 * @param attempt one more than nodes were given up before
 */
record Inferred(UUID nodeId, GenerationResult result, NodeDecision decision, int attempt) {}
