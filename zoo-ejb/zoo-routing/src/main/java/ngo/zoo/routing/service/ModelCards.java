package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.routing.ModelCard;
import ngo.zoo.routing.ModelCard.Feature;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/** What the models offer that some registered node serves. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ModelCards {
  private static final String KEEPER = "zoo-keeper-tiny";
  private static final int KEEPER_CONTEXT = 512;
  private static final Set<Feature> OF_ZOO_NODES =
      EnumSet.of(Feature.EXPERIENCES, Feature.LOGPROBS);

  /** Where nobody declared a context length. */
  private static final int USUAL_OUTPUT = 32_768;

  @Inject private NodeStore nodes;
  @Inject private Parameters parameters;

  /** By name. */
  public List<ModelCard> cards() {
    return nodes.models().stream()
        .filter(model -> Parameter.feeOf(model).isPresent())
        .map(this::made)
        .toList();
  }

  /**
   * @throws Refusal {@code model-not-found}; {@code model-without-fee} (503)
   */
  public ModelCard card(String model) {
    if (!nodes.models().contains(model)) {
      throw Refusal.notFound("model", model);
    }
    return made(model);
  }

  /**
   * The fee of one answer.
   *
   * @throws Refusal {@code model-without-fee} (503)
   */
  public Amount fee(String model) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .orElseThrow(
            () ->
                Refusal.unavailable(
                    "model-without-fee", "The fee table has no line for " + model + " yet"));
  }

  private ModelCard made(String model) {
    return model.equals(KEEPER)
        ? new ModelCard(model, fee(model), KEEPER_CONTEXT, KEEPER_CONTEXT, OF_ZOO_NODES)
        : new ModelCard(model, fee(model), 0, USUAL_OUTPUT, EnumSet.allOf(Feature.class));
  }
}
