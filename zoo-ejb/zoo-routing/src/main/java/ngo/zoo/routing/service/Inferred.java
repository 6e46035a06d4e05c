package ngo.zoo.routing.service;

import java.util.UUID;
import ngo.zoo.gpu.GenerationResult;

/** An answer with the node that gave it. */
record Inferred(UUID nodeId, GenerationResult result) {}
