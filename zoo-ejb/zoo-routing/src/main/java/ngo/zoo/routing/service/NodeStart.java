package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * At the server's start: upserts the nodes of the operator's file and tells the connector of all.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeStart {
  private static final Logger LOG = Logger.getLogger(NodeStart.class);

  @Inject
  @ConfigProperty(name = "zoo.nodes-file")
  private Optional<String> file;

  @EJB private Nodes nodes;
  @EJB private Callers callers;
  @EJB private NodeAnnouncer announcer;

  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void start() {
    entries().forEach(this::registerTwice);
    announcer.announceAll();
  }

  /** A broken file must not keep the portal from starting: nodes can be registered later. */
  private List<NodesFile.Entry> entries() {
    if (file.isEmpty()) {
      return List.of();
    }
    try {
      return NodesFile.read(Path.of(file.get())).entries();
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "No nodes read: expected a JSON array in %s", file.get());
      return List.of();
    }
  }

  /** Other starters may make the same owner at the same moment; one of the two then loses once. */
  private void registerTwice(NodesFile.Entry entry) {
    try {
      register(entry);
    } catch (RuntimeException first) {
      try {
        register(entry);
      } catch (RuntimeException e) {
        LOG.errorf(e, "Node %s of the nodes file is not registered", entry.name());
      }
    }
  }

  private void register(NodesFile.Entry entry) {
    Caller owner = callers.person(entry.owner(), "", Set.of(Role.PROVIDER));
    nodes.register(
        Caller.SYSTEM,
        entry.name(),
        entry.role(),
        owner.id(),
        entry.url(),
        entry.publicKey(),
        entry.slots(),
        entry.backend());
  }
}
