package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.Standing;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.rewards.service.Reputations;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.NodeStakes;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Amount;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import ngo.zoo.web.portal.Options.Option;
import org.jspecify.annotations.Nullable;

/** All nodes and how they are; state, model and search stand in the address. */
@Named
@RequestScoped
public class NodesView {
  private static final String ALL = "all";

  /** How long a node that left service is listed still. */
  private static final Duration LISTED = Duration.ofDays(7);

  @Inject Nodes service;
  @Inject Callers callers;
  @Inject Reputations reputations;
  @Inject NodeStakes stakes;
  @Inject Staking staking;
  @Inject Me me;

  @Inject Texts texts;

  private String state = "";
  private String model = "";
  private String search = "";
  private @Nullable List<NodeView> nodes;
  private @Nullable Map<UUID, String> owners;
  private @Nullable Map<UUID, Standing> standings;

  public List<NodeView> getNodes() {
    nodes = nodes == null ? service.nodes() : nodes;
    return nodes;
  }

  /**
   * Those the address asks for; of those retired or long out of service only what is looked for.
   */
  public List<NodeView> getFound() {
    Instant now = Instant.now();
    return getNodes().stream()
        .filter(
            node ->
                switch (state) {
                  case "" -> !search.isEmpty() || !isGone(node, now);
                  case ALL -> true;
                  default -> Names.of(node.state()).equals(state);
                })
        .filter(node -> model.isEmpty() || node.models().contains(model))
        .filter(this::isSearched)
        .toList();
  }

  private boolean isSearched(NodeView node) {
    String words = (node.name() + " " + ownerOf(node) + " " + node.id()).toLowerCase(Locale.ROOT);
    return words.contains(search.toLowerCase(Locale.ROOT));
  }

  /** Whether it is listed only when it is looked for: retired, or out of service for long. */
  static boolean isGone(NodeView node, Instant now) {
    return node.state() == NodeState.RETIRED
        || node.state().isOff() && node.since().plus(LISTED).isBefore(now);
  }

  /** All, where that is more than is listed without asking; states some node is in. */
  public List<Option> getStates() {
    Instant now = Instant.now();
    long gone = getNodes().stream().filter(node -> isGone(node, now)).count();
    Stream<Option> all =
        gone == 0 ? Stream.empty() : Stream.of(new Option(ALL, texts.of("nodes.all", gone)));
    Stream<Option> states =
        getNodes().stream()
            .map(NodeView::state)
            .distinct()
            .sorted()
            .map(one -> new Option(Names.of(one), texts.of("Node." + one)));
    return Stream.concat(all, states).toList();
  }

  /** Models some node serves. */
  public List<Option> getModels() {
    return getNodes().stream()
        .flatMap(node -> node.models().stream())
        .distinct()
        .sorted()
        .map(one -> new Option(one, one))
        .toList();
  }

  /** Display name of who runs a node; empty when the owner is no person. */
  public String ownerOf(NodeView node) {
    if (owners == null) {
      owners = callers.names(getNodes().stream().map(NodeView::ownerId).distinct().toList());
    }
    return owners.getOrDefault(node.ownerId(), "");
  }

  /** What independent parties paid who runs the node, decayed; null when nothing yet. */
  public @Nullable Amount reputationOf(NodeView node) {
    if (standings == null) {
      standings =
          reputations.ofProviders(getNodes().stream().map(NodeView::ownerId).distinct().toList());
    }
    Standing standing = standings.get(node.ownerId());
    return standing == null ? null : Amount.keeper(standing.provider());
  }

  /** Whether a provider's node is passed over, however healthy, for want of stake. */
  public boolean lacksStake(NodeView node) {
    return "PROVIDER".equals(node.role())
        && node.state() != NodeState.RETIRED
        && !stakes.eligible().contains(node.id());
  }

  /** What has to be locked behind a node before it is chosen. */
  public Amount getMinimum() {
    return staking.minimum(StakeRole.INFERENCE_NODE);
  }

  public boolean isOwn(NodeView node) {
    return node.ownerId().equals(me.getId());
  }

  /** False when nobody can answer a question. */
  public boolean isAnswering() {
    return fleet().answers();
  }

  /** False when no node that embeds is well, so that new experiences wait. */
  public boolean isEmbedding() {
    return fleet().embeds();
  }

  /** Whether it computes embeddings instead of answers. */
  public boolean embeds(NodeView node) {
    return Fleet.embeds(node);
  }

  private Fleet fleet() {
    return new Fleet(getNodes(), stakes.eligible());
  }

  public String getState() {
    return state;
  }

  public void setState(@Nullable String state) {
    this.state = Given.text(state);
  }

  public String getModel() {
    return model;
  }

  public void setModel(@Nullable String model) {
    this.model = Given.text(model);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }
}
