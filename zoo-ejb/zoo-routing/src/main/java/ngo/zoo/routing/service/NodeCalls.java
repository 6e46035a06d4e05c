package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeEnrolments;
import ngo.zoo.persistence.routing.NodeHistory;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.NodeTerms;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.routing.Announcement;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.NodeWelcome;
import ngo.zoo.routing.rules.ModelFit;
import ngo.zoo.routing.rules.NodeActions;
import ngo.zoo.routing.rules.NodeLife;
import ngo.zoo.routing.rules.NodeRules;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** The calls nodes make by themselves, each signed with the node's key. */
@Stateless
public class NodeCalls {
  private static final int MOST_MEMORY = 1 << 24;

  @Inject private NodeStore nodes;
  @Inject private NodeHistory history;
  @Inject private NodeEnrolments codes;
  @Inject private NodeStakes stakes;
  @Inject private Parameters parameters;
  @EJB private Nodes registry;
  @EJB private NodeSteps steps;

  /**
   * A node has started. One whose key is known takes over its new terms; one that is not needs its
   * owner's code, and so does one that was retired. A node that had drained itself before it
   * stopped is resumed.
   *
   * @param path of the request, as signed
   * @param time RFC 3339, as signed; newer than that of the node's last announcement
   * @throws Refusal {@code node-signature} (403); {@code node-call-replayed} (409); {@code
   *     enrolment-invalid} (403); {@code node-retired} (409); {@code model-does-not-fit}; and as
   *     {@link Nodes#register}
   */
  public NodeWelcome announce(
      Announcement said, String path, String time, byte[] body, byte[] signature) {
    NodeRules.checkCall(said.publicKey(), "POST", path, time, body, signature, Instant.now());
    requireMemory(said.memoryMib());
    ModelFit.check(said.models(), said.memoryMib());
    UUID id =
        nodes
            .withKey(said.publicKey())
            .map(known -> returned(known, said))
            .orElseGet(() -> joined(said));
    Node node = nodes.locked(id).orElseThrow();
    if (!node.announced(Instant.parse(time))) {
      throw Refusal.conflict("node-call-replayed", "A call of this time has been taken already");
    }
    node.heard(said.memoryMib(), Instant.now());
    if (NodeLife.returns(node.state(), history.lastCause(id), history.lastAsked(id))) {
      steps.take(id, null, NodeCalls::resumed);
    }
    return welcome(id, registry.token(owner(node), id));
  }

  private static Optional<NodeStep> resumed(Node node) {
    return Optional.of(
        NodeActions.step(node.state(), NodeAction.RESUME, NodeCause.NODE, "it has started again"));
  }

  private static void requireMemory(int memoryMib) {
    if (memoryMib < 1 || memoryMib > MOST_MEMORY) {
      throw Refusal.field(
          "node-invalid", "memory_mib", "memory_mib is what the node has, in MiB, at least 1");
    }
  }

  private UUID returned(Node known, Announcement said) {
    if (!known.name().equals(said.name())) {
      throw Refusal.conflict(
          "node-key-known",
          "This key is registered as "
              + known.name()
              + "; start the node with --name "
              + known.name());
    }
    if (known.state() == NodeState.RETIRED) {
      enrolAgain(known, said.code());
    }
    String url = said.url().isEmpty() ? known.url() : said.url();
    register(owner(known), known.role(), known.ownerId(), url, said);
    return known.id();
  }

  /** Its owner's code says that it is to work again; registering takes the step. */
  private void enrolAgain(Node retired, String code) {
    if (code.isEmpty() || Node.OPERATOR.equals(retired.role())) {
      throw isRetired();
    }
    NodeEnrolments.Owned enrolment = enrolment(code);
    if (!enrolment.owner().equals(retired.ownerId())) {
      throw Refusal.forbidden(
          "node-of-another", "This node was retired by another; only its owner enrols it again");
    }
    codes.used(enrolment.id(), retired.id());
  }

  private static Refusal isRetired() {
    return Refusal.conflict(
        "node-retired",
        "This node is retired: stop it; to have it work again its owner resumes it in the portal,"
            + " or starts it with --enrol and a new code");
  }

  /** As owner of the node; the operator's own, as the operator. */
  private static Caller owner(Node node) {
    return Node.OPERATOR.equals(node.role()) ? Caller.SYSTEM : person(node.ownerId());
  }

  private static Caller person(UUID owner) {
    return new Caller(Caller.Kind.PERSON, owner, "", null, Set.of(Role.PROVIDER));
  }

  private UUID joined(Announcement said) {
    NodeEnrolments.Owned enrolment = enrolment(said.code());
    UUID id =
        register(person(enrolment.owner()), "PROVIDER", enrolment.owner(), said.url(), said).id();
    codes.used(enrolment.id(), id);
    return id;
  }

  private NodeEnrolments.Owned enrolment(String code) {
    return codes
        .lock(Sha256.ofText(code), Instant.now())
        .orElseThrow(
            () ->
                Refusal.forbidden(
                    "enrolment-invalid",
                    code.isEmpty()
                        ? "Nobody has registered this node’s key: start it with --enrol CODE; its"
                            + " owner makes a code in the provider console"
                        : "This code is unknown, used or older than a day: its owner makes"
                            + " another in the provider console"));
  }

  private NodeView register(Caller caller, String role, UUID owner, String url, Announcement said) {
    NodeTerms terms =
        new NodeTerms(role, owner, url, said.publicKey(), said.slots(), BackendTerms.ZOO);
    return registry.register(
        caller,
        said.name(),
        terms.role(),
        terms.ownerId(),
        terms.url(),
        terms.publicKey(),
        terms.slots(),
        terms.backend());
  }

  /**
   * A node says that it lives.
   *
   * @param node as {@link Nodes#authenticate} found it
   * @throws Refusal {@code node-retired} (409): it is not listened to any more
   */
  public NodeWelcome heartbeat(Caller node, int memoryMib) {
    requireMemory(memoryMib);
    if (nodes.node(node.id()).filter(one -> one.state() == NodeState.RETIRED).isPresent()) {
      throw isRetired();
    }
    nodes.heard(node.id(), memoryMib, Instant.now());
    return welcome(node.id(), "");
  }

  private NodeWelcome welcome(UUID id, String token) {
    Node node = nodes.node(id).orElseThrow();
    return new NodeWelcome(id, node.name(), token, node.state(), node.stateReason(), missing(node));
  }

  /** What to do, for each thing that keeps questions from it. */
  private List<String> missing(Node node) {
    List<String> missing = new ArrayList<>();
    if (!stakes.eligible().contains(node.id())) {
      missing.add(
          "stake: its owner locks at least "
              + StakeRole.INFERENCE_NODE.minimum(parameters)
              + " behind "
              + node.name()
              + " on the page Stakes");
    }
    switch (node.state()) {
      case DISCOVERED, BENCHMARKING -> missing.add("admission: " + node.stateReason());
      case UNHEALTHY ->
          missing.add(
              "reach: the operator gets no answer from " + node.url() + ": " + node.stateReason());
      case RETIRING, RETIRED -> missing.add("retired: " + node.stateReason());
      case DRAINING, DRAINED -> missing.add("drained: its owner or staff resumes it");
      case EJECTED ->
          missing.add(
              "ejected: " + node.stateReason() + "; its owner has it admitted anew by resuming it");
      case BANNED -> missing.add("banned: " + node.stateReason() + "; only staff lets it back");
      default -> {}
    }
    return missing;
  }
}
