package ngo.zoo.routing.rules;

import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;

/**
 * A change of a node's state that a rule asks for.
 *
 * @param reason in words, for everybody
 */
public record NodeStep(NodeState to, String reason, NodeCause cause) {}
