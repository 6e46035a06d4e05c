package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeBenchmarks;
import ngo.zoo.persistence.routing.NodeHistory;
import ngo.zoo.persistence.routing.NodePrices;
import ngo.zoo.persistence.routing.NodePrices.Price;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.NodeTerms;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.BenchmarkView;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeRules;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.routing.rules.NodeToken;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The node registry. */
@Stateless
public class Nodes {
  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject
  @ConfigProperty(name = "zoo.profile", defaultValue = "prod")
  private String profile;

  @Inject
  @ConfigProperty(name = "zoo.node.token-file")
  private Optional<String> secretFile;

  @Inject private NodeStore nodes;
  @Inject private NodeHistory history;
  @Inject private NodeBenchmarks benchmarks;
  @EJB private NodeSteps steps;
  @Inject private Event<NodeRegistered> registered;
  @Inject private NodePrices prices;
  @Inject private PriceList list;
  @EJB private Fees fees;

  /**
   * Registers a node or updates what is known of the node with this name; one that was retired is
   * enrolled again by it.
   *
   * @param publicKey raw Ed25519 key, 32 bytes
   * @throws Refusal {@code role-missing} unless provider (role PROVIDER) or staff; {@code
   *     node-invalid} naming the field; {@code node-of-another} when somebody else owns the name;
   *     {@code node-key-known} when another node has the key
   */
  public NodeView register(
      Caller caller,
      String name,
      String role,
      UUID ownerId,
      String url,
      byte[] publicKey,
      int slots) {
    return register(caller, name, role, ownerId, url, publicKey, slots, BackendTerms.ZOO);
  }

  /**
   * Registers a node or a backend of another kind, or updates what is known of the one with this
   * name.
   *
   * @param publicKey empty for a backend that seals nothing
   * @throws Refusal as for a Zoo node; {@code role-missing} for a backend without seal unless staff
   */
  public NodeView register(
      Caller caller,
      String name,
      String role,
      UUID ownerId,
      String url,
      byte[] publicKey,
      int slots,
      BackendTerms backend) {
    NodeTerms terms = new NodeTerms(role, ownerId, url, publicKey, slots, backend);
    check(name, terms);
    if (!profile.equals("dev") && !caller.has(Role.STAFF)) {
      NodeRules.checkPublic(url);
    }
    mayRegister(caller.require(Role.PROVIDER, Role.STAFF), terms);
    Node node = nodes.named(name).orElse(null);
    if (node != null) {
      mayChange(caller, node);
    }
    if (terms.backend().seals()) {
      keyIsFree(name, terms.publicKey());
    }
    Node kept = node == null ? add(name, terms) : changed(node, terms);
    if (kept.state() == NodeState.RETIRED && caller.kind() != Caller.Kind.SYSTEM) {
      UUID person = caller.kind() == Caller.Kind.PERSON ? caller.id() : null;
      steps.take(kept.id(), person, Nodes::enrolledAgain);
    }
    if (!kept.state().isOff()) {
      registered.fire(NodeRegistered.of(kept));
    }
    return view(kept, Map.of(), List.of(), List.of(), fees.earned(kept.id()), latest(kept.id()));
  }

  private static void check(String name, NodeTerms terms) {
    if (terms.backend().seals()) {
      NodeRules.check(name, terms.role(), terms.url(), terms.publicKey(), terms.slots());
    } else {
      NodeRules.checkUnsealed(name, terms.role(), terms.url(), terms.backend(), terms.slots());
    }
  }

  private static void mayRegister(Caller caller, NodeTerms terms) {
    boolean own =
        caller.kind() == Caller.Kind.PERSON
            && caller.id().equals(terms.ownerId())
            && !Node.OPERATOR.equals(terms.role())
            && terms.backend().seals();
    if (!own && !caller.has(Role.STAFF)) {
      throw Refusal.forbidden(
          "role-missing", "A provider registers nodes of their own only, in person");
    }
  }

  private static void mayChange(Caller caller, Node node) {
    if (!caller.has(Role.STAFF) && !caller.id().equals(node.ownerId())) {
      throw Refusal.forbidden(
          "node-of-another", "The name " + node.name() + " is taken; choose another");
    }
  }

  private void keyIsFree(String name, byte[] publicKey) {
    nodes
        .withKey(publicKey)
        .filter(other -> !other.name().equals(name))
        .ifPresent(
            other -> {
              throw Refusal.conflict(
                  "node-key-known", "Another node has this key; let the node make a new one");
            });
  }

  private Node add(String name, NodeTerms terms) {
    Node node = new Node(Ids.next(), name, terms, Instant.now());
    nodes.add(node);
    NodeStep first = new NodeStep(node.state(), "registered", NodeCause.REGISTRATION);
    history.add(node.id(), null, first, null, node.stateSince());
    return node;
  }

  /** A node that is another one now, or elsewhere, begins anew. */
  private Node changed(Node node, NodeTerms terms) {
    boolean another = node.isAnother(terms);
    node.agree(terms);
    if (another) {
      steps.take(node.id(), null, Nodes::anew);
    }
    return node;
  }

  private static Optional<NodeStep> anew(Node node) {
    return NodeLife.leads(node.state(), NodeState.DISCOVERED) && !node.state().isOff()
        ? Optional.of(
            new NodeStep(
                NodeState.DISCOVERED,
                "registered at another address or with another key",
                NodeCause.REGISTRATION))
        : Optional.empty();
  }

  /** The operator's file of nodes alone does not bring one back that a person retired. */
  private static Optional<NodeStep> enrolledAgain(Node node) {
    return node.state() == NodeState.RETIRED
        ? Optional.of(new NodeStep(NodeState.DISCOVERED, "enrolled again", NodeCause.REGISTRATION))
        : Optional.empty();
  }

  private @Nullable BenchmarkView latest(UUID id) {
    return benchmarks.latest(id).orElse(null);
  }

  /** All by name, the retired ones included, with what the connector knows of them now. */
  public List<NodeView> nodes() {
    Map<UUID, WorkerMetrics> metrics = metrics();
    Map<UUID, List<String>> models = nodes.modelsByNode();
    List<Node> all = nodes.all();
    Map<UUID, Map<String, Price>> set = prices.all();
    Map<UUID, BenchmarkView> measured = benchmarks.latest();
    Map<UUID, Amount> earned = fees.earned(all.stream().map(Node::id).toList());
    return all.stream()
        .map(
            node ->
                view(
                    node,
                    metrics,
                    models.getOrDefault(node.id(), List.of()),
                    prices(node, models, set),
                    earned.getOrDefault(node.id(), Amount.zero(Asset.KEEPER)),
                    measured.get(node.id())))
        .toList();
  }

  /**
   * One node, as in {@link #nodes}.
   *
   * @throws Refusal {@code node-not-found}
   */
  public NodeView node(UUID id) {
    Node node = nodes.node(id).orElseThrow(() -> Refusal.notFound("node", id));
    Map<UUID, List<String>> models = nodes.modelsByNode();
    return view(
        node,
        metrics(),
        models.getOrDefault(id, List.of()),
        prices(node, models, prices.all()),
        fees.earned(id),
        latest(id));
  }

  /** Who only embeds answers no questions. */
  private List<NodePriceView> prices(
      Node node, Map<UUID, List<String>> models, Map<UUID, Map<String, Price>> set) {
    return node.embeds()
        ? List.of()
        : list.of(models.getOrDefault(node.id(), List.of()), set.getOrDefault(node.id(), Map.of()));
  }

  /** Whether the member runs a node with this id. */
  public boolean isOwner(UUID memberId, UUID nodeId) {
    return nodes.node(nodeId).filter(node -> node.ownerId().equals(memberId)).isPresent();
  }

  /**
   * The bearer token the operator will present to this node, for its owner to start it with.
   *
   * @throws Refusal {@code node-not-found}; {@code node-of-another} (403) but for owner and staff;
   *     {@code node-token-not-found} when the operator presents none
   */
  public String token(Caller caller, UUID id) {
    Node node = nodes.node(id).orElseThrow(() -> Refusal.notFound("node", id));
    if (!caller.has(Role.STAFF) && !node.ownerId().equals(caller.id())) {
      throw Refusal.forbidden("node-of-another", "Only a node's owner and staff see its token");
    }
    if (!node.backend().seals()) {
      throw Refusal.notFound("node-token", id);
    }
    String file = secretFile.orElseThrow(() -> Refusal.notFound("node-token", id));
    try {
      return NodeToken.of(Files.readString(Path.of(file)).strip(), node.publicKey());
    } catch (IOException e) {
      throw new UncheckedIOException("zoo.node.token-file cannot be read", e);
    }
  }

  private Map<UUID, WorkerMetrics> metrics() {
    return workers.metrics().stream()
        .collect(Collectors.toMap(WorkerMetrics::workerId, Function.identity()));
  }

  /** State as stored, because it has its time; figures as the connector counts them. */
  private static NodeView view(
      Node node,
      Map<UUID, WorkerMetrics> metrics,
      List<String> models,
      List<NodePriceView> prices,
      Amount earned,
      @Nullable BenchmarkView benchmark) {
    @Nullable WorkerMetrics now = metrics.get(node.id());
    return new NodeView(
        node.id(),
        node.name(),
        node.role(),
        node.ownerId(),
        node.url(),
        Base64.getEncoder().encodeToString(node.publicKey()),
        node.state(),
        node.stateReason(),
        node.stateSince(),
        models,
        node.slots(),
        now == null ? 0 : now.inFlight(),
        now == null ? 0 : now.succeeded(),
        now == null ? 0 : now.failed(),
        now == null ? 0 : now.meanMillis(),
        earned,
        node.backend().kind(),
        node.memoryMib(),
        node.heardAt(),
        prices,
        benchmark);
  }

  /**
   * Checks a node's signed call that carries a body, and returns the node as caller.
   *
   * @throws Refusal {@code node-signature} (403)
   */
  public Caller authenticate(
      UUID nodeId, String method, String path, String time, byte[] body, byte[] signature) {
    Node node = nodes.node(nodeId).orElseThrow(NodeRules::badSignature);
    NodeRules.checkCall(node.publicKey(), method, path, time, body, signature, Instant.now());
    return new Caller(Caller.Kind.NODE, node.id(), node.name(), null, Set.of());
  }

  /**
   * Checks a node's signed call (docs/node-protocol.md) and returns it as caller.
   *
   * @throws Refusal {@code node-signature} (403)
   */
  public Caller authenticate(
      UUID nodeId, String method, String path, String time, byte[] signature) {
    Node node = nodes.node(nodeId).orElseThrow(NodeRules::badSignature);
    NodeRules.checkCall(node.publicKey(), method, path, time, signature, Instant.now());
    return new Caller(Caller.Kind.NODE, node.id(), node.name(), null, Set.of());
  }
}
