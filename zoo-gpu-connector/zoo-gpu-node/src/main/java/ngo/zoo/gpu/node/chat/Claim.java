package ngo.zoo.gpu.node.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.keeper.Vocabulary;
import ngo.zoo.log.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * What a node claims of an answer: its tokens, and each one's log-probability by the model alone,
 * in millionths of a nat. The seal carries the hash of its canonical JSON, so that a node cannot
 * claim otherwise later.
 *
 * @param logProbabilities as many as tokens, or none when only the tokens are known
 */
public record Claim(List<Integer> tokens, List<Long> logProbabilities) {
  private static final double MICRO = 1e6;
  private static final int MOST = 1 << 16;

  /** Stands for what is none of the model's tokens. */
  static final int FOREIGN = -1;

  public Claim {
    tokens = List.copyOf(tokens);
    logProbabilities = List.copyOf(logProbabilities);
  }

  static Claim of(List<SampledToken> generated) {
    return new Claim(
        generated.stream().map(SampledToken::token).toList(),
        generated.stream().map(one -> Math.round(one.logProbability() * MICRO)).toList());
  }

  /**
   * Reads a claim as a node made it.
   *
   * @throws ApiError 400 {@code invalid_field}
   */
  static Claim parse(String text) {
    try {
      Map<String, @Nullable Object> json = CanonicalJson.parse(text);
      List<Integer> tokens = numbers(json.get("tokens")).stream().map(Claim::token).toList();
      List<Long> logProbabilities = numbers(json.get("logprobs"));
      if (tokens.size() == logProbabilities.size() && tokens.size() <= MOST) {
        return new Claim(tokens, logProbabilities);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Fields.wrong("claim", "cannot be read: " + e.getMessage());
    }
    throw Fields.wrong("claim", "must hold as many logprobs as tokens");
  }

  private static List<Long> numbers(@Nullable Object value) {
    List<Long> numbers = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof Long number)) {
          throw new IllegalArgumentException("not a whole number: " + item);
        }
        numbers.add(number);
      }
      return numbers;
    }
    throw new IllegalArgumentException("tokens and logprobs must be lists");
  }

  private static int token(long value) {
    return value < 0 || value >= Vocabulary.SIZE ? FOREIGN : (int) value;
  }

  /** Whether the model can have made it. */
  boolean isOfTheModel() {
    return !tokens.contains(FOREIGN);
  }

  /** The one text of this claim (RFC 8785). */
  String text() {
    return CanonicalJson.of(Map.of("tokens", tokens, "logprobs", logProbabilities));
  }

  /** In nats; NaN when none is claimed. */
  double logProbability(int position) {
    return logProbabilities.isEmpty() ? Double.NaN : logProbabilities.get(position) / MICRO;
  }
}
