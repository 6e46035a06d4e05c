package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodePrices;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.NodePriceChange;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.rules.PriceRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What owners ask for an answer of their nodes. */
@Stateless
public class NodePricing {
  private static final Logger LOG = Logger.getLogger(NodePricing.class);

  @Inject private NodeStore nodes;
  @Inject private NodePrices prices;
  @Inject private PriceList list;
  @Inject private Event<NodePriced> priced;

  /** Whether this caller may set what the node asks. */
  public boolean maySet(Caller caller, NodeView node) {
    return maySet(caller, node.ownerId(), node.role());
  }

  private static boolean maySet(Caller caller, UUID owner, String role) {
    boolean own = caller.kind() == Caller.Kind.PERSON && caller.id().equals(owner);
    return own || Node.OPERATOR.equals(role) && isStaff(caller);
  }

  private static boolean isStaff(Caller caller) {
    return caller.kind() == Caller.Kind.PERSON && caller.has(Role.STAFF);
  }

  /**
   * Sets what one answer costs, from the next choice of a node on: at once on this server, within a
   * second on the others.
   *
   * @param price null for the governed fee
   * @throws Refusal {@code node-not-found}; {@code node-of-another} (403); {@code
   *     model-not-served}, {@code price-invalid}, {@code price-above-fee}; {@code
   *     model-without-fee} (503)
   */
  public NodePriceView set(Caller caller, UUID id, String model, @Nullable Amount price) {
    Node node = nodes.locked(id).orElseThrow(() -> Refusal.notFound("node", id));
    if (!maySet(caller, node.ownerId(), node.role())) {
      throw Refusal.forbidden(
          "node-of-another", "Only a node’s owner says what it asks; of the operator’s own, staff");
    }
    List<String> served = nodes.modelsByNode().getOrDefault(id, List.of());
    PriceRules.check(model, served, price, fee(model));
    prices.set(id, model, price, caller.id(), Instant.now());
    priced.fire(new NodePriced(id));
    LOG.infof(
        "Node %s asks %s for an answer of %s, set by %s",
        node.name(), price == null ? "the fee" : price, model, caller.id());
    return list.of(List.of(model), prices.all().getOrDefault(id, Map.of())).getFirst();
  }

  private Amount fee(String model) {
    return list.fee(model)
        .orElseThrow(
            () ->
                Refusal.unavailable(
                    "model-without-fee", "The fee table has no line for " + model + " yet"));
  }

  /**
   * Every price the node ever had, newest first.
   *
   * @throws Refusal {@code node-not-found}
   */
  public Page<NodePriceChange> history(UUID id, PageRequest request) {
    if (nodes.node(id).isEmpty()) {
      throw Refusal.notFound("node", id);
    }
    return prices.history(id, request);
  }
}
