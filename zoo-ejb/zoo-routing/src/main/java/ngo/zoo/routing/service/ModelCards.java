package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.routing.Node;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.BackendTerms;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.ModelCard.Feature;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/**
 * What the models offer that some registered node serves; which nodes those are is read at most
 * once a second. A Zoo node does what the node protocol says; any other backend is asked, and says
 * itself what it cannot do.
 */
@ApplicationScoped
public class ModelCards implements KeptFresh {
  /** Names nobody serves must not be a way to have the books read without end. */
  private static final Duration ANEW = Duration.ofMillis(50);

  private static final String KEEPER = "zoo-keeper-tiny";
  private static final int KEEPER_CONTEXT = 512;
  private static final Set<Feature> OF_ZOO_NODES =
      EnumSet.of(Feature.EXPERIENCES, Feature.LOGPROBS);

  /** Where nobody declared a context length. */
  private static final int USUAL_OUTPUT = 32_768;

  /**
   * @param context 0 when nobody declared it
   */
  private record Served(boolean byOthers, int context) {
    Served with(BackendTerms terms) {
      return new Served(byOthers || !terms.seals(), Math.max(context, terms.contextLength()));
    }
  }

  @Inject private NodeStore nodes;
  @Inject private Parameters parameters;

  private final FreshReading<Map<String, Served>> known =
      FreshReading.of(this::served, Duration.ofSeconds(1));

  /** By name; a model without a fee is left out. */
  public List<ModelCard> cards() {
    return known.get().entrySet().stream()
        .filter(served -> Parameter.feeOf(served.getKey()).isPresent())
        .map(served -> made(served.getKey(), served.getValue()))
        .toList();
  }

  /**
   * @throws Refusal {@code model-not-found}; {@code model-without-fee} (503)
   */
  public ModelCard card(String model) {
    /* A model that is not there is looked for again, so that a new one can be asked at once. */
    Served served = known.get().get(model);
    if (served == null) {
      served = known.get(ANEW).get(model);
    }
    if (served == null) {
      throw Refusal.notFound("model", model);
    }
    return made(model, served);
  }

  private Amount fee(String model) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .orElseThrow(
            () ->
                Refusal.unavailable(
                    "model-without-fee", "The fee table has no line for " + model + " yet"));
  }

  private ModelCard made(String model, Served served) {
    int context = model.equals(KEEPER) ? KEEPER_CONTEXT : served.context();
    return new ModelCard(
        model,
        fee(model),
        context,
        context == 0 ? USUAL_OUTPUT : context,
        served.byOthers() ? EnumSet.allOf(Feature.class) : OF_ZOO_NODES);
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }

  private Map<String, Served> served() {
    Map<UUID, BackendTerms> terms =
        nodes.all().stream().collect(Collectors.toMap(Node::id, Node::backend));
    Map<UUID, List<String>> byNode = nodes.modelsByNode();
    Map<String, Served> served = new TreeMap<>();
    nodes.models().forEach(model -> served.put(model, new Served(false, 0)));
    byNode.forEach(
        (node, models) ->
            models.forEach(
                model ->
                    served.computeIfPresent(
                        model, (_, so) -> so.with(terms.getOrDefault(node, BackendTerms.ZOO)))));
    return served;
  }
}
