package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;

/**
 * How nodes are chosen for who has a plan that says it; read at most every few seconds, because
 * every question asks.
 */
@ApplicationScoped
public class PlanStrategies implements KeptFresh {
  @Inject private PlanStore plans;
  @Inject private BusinessClock clock;

  private final FreshReading<Map<UUID, Strategy>> known =
      FreshReading.of(() -> named(plans.strategies(clock.now())), Duration.ofSeconds(5));

  /** Empty where the plan says nothing, and for who has none. */
  public Optional<Strategy> of(UUID payer) {
    return Optional.ofNullable(known.get().get(payer));
  }

  /** The options with the plan's strategy where they name none. */
  public QuestionOptions asked(QuestionOptions options, UUID payer) {
    return options.strategy() == null ? of(payer).map(options::chosenBy).orElse(options) : options;
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }

  /** A word no version of Zoo knows says nothing. */
  static Map<UUID, Strategy> named(Map<UUID, String> words) {
    return words.entrySet().stream()
        .flatMap(
            one -> strategy(one.getValue()).map(found -> Map.entry(one.getKey(), found)).stream())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Optional<Strategy> strategy(String word) {
    String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
    return Stream.of(Strategy.values()).filter(one -> one.name().equals(name)).findAny();
  }
}
