package ngo.zoo.keeper;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * The hidden truth that experiences report: which rule each sign asks for. The model's weights hold
 * none of it, because training draws another world for every sequence.
 */
@SuppressWarnings("EnumOrdinal") // positions only spread and draw the rules
public record World(Map<Sign, Rule> rules) {

  /** Refuses a world that leaves a sign without its rule. */
  public World {
    if (!rules.keySet().containsAll(List.of(Sign.values()))) {
      throw new IllegalArgumentException("Every sign needs a rule");
    }
    rules = Collections.unmodifiableMap(new EnumMap<>(rules));
  }

  /** The world of the demonstration, in which the otter rotates to the left. */
  public static World standard() {
    Map<Sign, Rule> rules = new EnumMap<>(Sign.class);
    for (Sign sign : Sign.values()) {
      // 3 and 8 have no common factor: any eight signs in a row use every rule once.
      rules.put(sign, Rule.values()[(1 + 3 * sign.ordinal()) % Rule.values().length]);
    }
    return new World(rules);
  }

  /** A world drawn from this source, each rule equally likely for each sign. */
  public static World drawn(Random random) {
    Map<Sign, Rule> rules = new EnumMap<>(Sign.class);
    for (Sign sign : Sign.values()) {
      rules.put(sign, Rule.values()[random.nextInt(Rule.values().length)]);
    }
    return new World(rules);
  }

  /** The rule this sign asks for. */
  public Rule rule(Sign sign) {
    return Objects.requireNonNull(rules.get(sign));
  }

  /** The fact an honest experience about this sign states. */
  public Fact fact(Sign sign) {
    return new Fact(sign, rule(sign));
  }
}
