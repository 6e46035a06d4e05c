package ngo.zoo.routing.rules;

import java.util.Collection;
import java.util.Optional;
import ngo.zoo.routing.ModelFootprint;
import ngo.zoo.shared.Refusal;

/** Whether models fit into a node's memory, by the catalogue. */
public final class ModelFit {
  private ModelFit() {}

  /** What all of them need together, with one request of full context each; 0 when unknown. */
  public static int needed(Collection<String> models) {
    return models.stream()
        .map(ModelCatalogue::of)
        .flatMap(Optional::stream)
        .mapToInt(ModelFootprint::neededMib)
        .sum();
  }

  /**
   * @param memoryMib 0 when the node states none, and then nothing is checked
   * @throws Refusal {@code model-does-not-fit} saying how much is missing, and what would fit
   */
  public static void check(Collection<String> models, int memoryMib) {
    int needed = needed(models);
    if (memoryMib > 0 && needed > memoryMib) {
      throw Refusal.field(
          "model-does-not-fit",
          "models",
          "%s %s %d MiB of memory, weights and the keys and values of one request together; this node has %d MiB%s"
              .formatted(
                  String.join(" and ", models),
                  models.size() == 1 ? "needs" : "need",
                  needed,
                  memoryMib,
                  advice(models, memoryMib)));
    }
  }

  private static String advice(Collection<String> models, int memoryMib) {
    return models.stream()
        .flatMap(model -> smaller(model, memoryMib).stream())
        .findFirst()
        .map(
            small ->
                ". At %s it would need %d MiB; the precision is part of a model’s name"
                    .formatted(small.precision(), small.neededMib()))
        .orElse("");
  }

  private static Optional<ModelFootprint> smaller(String model, int memoryMib) {
    return ModelCatalogue.of(model + "-int4").filter(small -> small.neededMib() <= memoryMib);
  }
}
