package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.persistence.routing.NodePrices.Price;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.rules.PriceRules;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** What nodes' answers cost: the fee table, and below it what owners have set. */
@ApplicationScoped
public class PriceList {
  @Inject private Parameters parameters;

  /** The governed fee of one answer; empty for a model without one. */
  Optional<Amount> fee(String model) {
    return Parameter.feeOf(model).map(parameters::amount);
  }

  /**
   * One line for each of a node's models that has a fee.
   *
   * @param set what its owner has set, by model
   */
  List<NodePriceView> of(List<String> models, Map<String, Price> set) {
    return models.stream()
        .flatMap(model -> fee(model).map(fee -> line(model, fee, set)).stream())
        .toList();
  }

  private static NodePriceView line(String model, Amount fee, Map<String, Price> all) {
    Price set = all.get(model);
    return set == null
        ? new NodePriceView(model, fee, fee, null, null)
        : new NodePriceView(
            model,
            Amount.keeper(PriceRules.inForce(set.units(), fee.units())),
            fee,
            Amount.keeper(set.units()),
            set.setAt());
  }
}
