package ngo.zoo.routing.service;

import java.util.UUID;
import ngo.zoo.gpu.Worker;
import ngo.zoo.routing.NodeState;

/**
 * A node has taken a step of its life; the connector and the selection learn of it after commit.
 */
record NodeChanged(UUID node, NodeState from, NodeState to, Worker worker) {}
