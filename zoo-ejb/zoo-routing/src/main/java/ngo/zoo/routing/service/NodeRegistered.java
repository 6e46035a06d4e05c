package ngo.zoo.routing.service;

import java.net.URI;
import ngo.zoo.gpu.Worker;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.routing.BackendTerms;

/** A node's row was written; the connector learns of it once that is committed. */
record NodeRegistered(Worker worker) {
  static NodeRegistered of(Node node) {
    BackendTerms backend = node.backend();
    return new NodeRegistered(
        new Worker(
            node.id(),
            node.name(),
            URI.create(node.url()),
            node.slots(),
            node.embeds(),
            node.publicKey(),
            Worker.Kind.valueOf(backend.kind()),
            backend.models(),
            backend.contextLength(),
            backend.credential()));
  }
}
