package ngo.zoo.routing.service;

import java.net.URI;
import ngo.zoo.gpu.Worker;
import ngo.zoo.persistence.routing.Node;

/** A node's row was written; the connector learns of it once that is committed. */
record NodeRegistered(Worker worker) {
  static NodeRegistered of(Node node) {
    return new NodeRegistered(
        new Worker(
            node.id(),
            node.name(),
            URI.create(node.url()),
            node.slots(),
            node.isOperators(),
            node.publicKey()));
  }
}
