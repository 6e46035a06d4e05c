package ngo.zoo.web.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Asset;
import ngo.zoo.web.api.Names;

/** What searches offer to choose from; values are those of the API, so that addresses agree. */
@Named
@ApplicationScoped
public class Options {
  @Inject Texts texts;

  /** One choice. */
  public record Option(String value, String label) {}

  public List<Option> getAccountKinds() {
    return words(AccountKind.class);
  }

  public List<Option> getCauseKinds() {
    return words(CauseKind.class);
  }

  public List<Option> getAccountOrders() {
    return words(AccountQuery.Order.class);
  }

  public List<Option> getExperienceOrders() {
    return words(ExperienceQuery.Order.class);
  }

  /** Least qualities to choose from, in basis points. */
  public List<Option> getQualities() {
    return Stream.of(2_500, 5_000, 7_500, 9_000)
        .map(bp -> new Option(bp.toString(), texts.of("experiences.quality.from", bp / 100)))
        .toList();
  }

  public List<Option> getAssets() {
    return Arrays.stream(Asset.values())
        .map(asset -> new Option(asset.name(), asset.name()))
        .toList();
  }

  /** A constant as addresses name it. */
  public String word(Enum<?> constant) {
    return Names.of(constant);
  }

  private <E extends Enum<E>> List<Option> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> new Option(Names.of(constant), texts.word(constant)))
        .toList();
  }
}
