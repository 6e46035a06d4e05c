package ngo.zoo.routing.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When two answers to one question count as the same. Nodes whose decoding is a function of request
 * and seed must give the same text. Others may part where two tokens were about equally likely, and
 * then go different ways: they agree when at least the first half is the same.
 */
public final class ReplayRule {
  private ReplayRule() {}

  /**
   * @param divergesAt first token (a run of characters without blanks) that differs; null for none
   */
  public record Verdict(boolean match, String reason, @Nullable Integer divergesAt, int tokens) {}

  /**
   * @param deterministic whether the node's decoding is a function of request and seed
   */
  public static Verdict compare(String first, String second, boolean deterministic) {
    List<String> tokens = tokens(first);
    List<String> others = tokens(second);
    if (first.equals(second)) {
      return new Verdict(true, "The same text, character by character", null, tokens.size());
    }
    int parting = parting(tokens, others);
    if (parting == tokens.size() && parting == others.size()) {
      return new Verdict(true, "The same tokens; blanks differ", null, tokens.size());
    }
    if (deterministic) {
      return new Verdict(
          false,
          "The text differs from token %d on, and this node's decoding allows no difference"
              .formatted(parting),
          parting,
          tokens.size());
    }
    boolean near = 2 * parting >= Math.max(tokens.size(), others.size());
    return new Verdict(
        near,
        "The first %d of %d tokens are the same; at least half must be"
            .formatted(parting, tokens.size()),
        parting,
        tokens.size());
  }

  private static int parting(List<String> tokens, List<String> others) {
    int least = Math.min(tokens.size(), others.size());
    return IntStream.range(0, least)
        .filter(i -> !Objects.equals(tokens.get(i), others.get(i)))
        .findFirst()
        .orElse(least);
  }

  private static List<String> tokens(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
  }
}
