package ngo.zoo.it;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import ngo.zoo.log.Sha256;

/**
 * A model of a hundred words that needs no machine: its tokens are a function of question, seed and
 * weights, and each has a log-probability of its own. At one place two tokens are equally likely,
 * so that honest nodes may part there.
 */
record StubModel(String weights) {
  static final StubModel HONEST = new StubModel("as registered");
  static final StubModel SMALLER = new StubModel("a smaller one");
  static final int LENGTH = 100;

  /** Where two tokens are equally likely. */
  private static final int TIE = 60;

  /** What a token is worth that this model would never have written, millionths of a nat. */
  private static final long NEVER = -9_000_000;

  /** An answer's tokens. */
  List<Integer> tokens(JsonObject request) {
    String question =
        request.getJsonArray("messages") + " " + request.get("seed") + " " + weights + " ";
    List<Integer> tokens = new ArrayList<>();
    for (int at = 0; at < LENGTH; at++) {
      byte[] hash = Sha256.of((question + at).getBytes(StandardCharsets.UTF_8));
      tokens.add(ByteBuffer.wrap(hash).getInt() >>> 22 << 1);
    }
    return tokens;
  }

  /** The same with the other one of the two equally likely tokens. */
  static List<Integer> otherwise(List<Integer> tokens) {
    List<Integer> other = new ArrayList<>(tokens);
    other.set(TIE, tokens.get(TIE) + 1);
    return other;
  }

  static String text(List<Integer> tokens) {
    return tokens.stream().map(token -> "w" + token).collect(Collectors.joining(" "));
  }

  /** Of each token, millionths of a nat. */
  static List<Long> logprobs(List<Integer> tokens) {
    return tokens.stream().map(token -> -1000L - token / 2).toList();
  }

  /** What this model gives a token at that place of its own answer. */
  private static long own(List<Integer> honest, int at, int token) {
    boolean possible = honest.get(at) == token || at == TIE && honest.get(at) + 1 == token;
    return possible ? -1000L - token / 2 : NEVER;
  }

  /**
   * What a verifier finds.
   *
   * @param distance between claimed and own log-probabilities, millionths of a nat
   * @param hard tokens this model would never have written
   */
  record Findings(long distance, int hard) {}

  Findings check(JsonObject request, List<Integer> tokens, List<Long> claimed) {
    List<Integer> honest = tokens(request);
    long distance = 0;
    int hard = 0;
    for (int at = 0; at < tokens.size(); at++) {
      long own = own(honest, at, tokens.get(at));
      distance += Math.abs(claimed.get(at) - own);
      hard += own == NEVER ? 1 : 0;
    }
    return new Findings(distance, hard);
  }

  /** SHA-256 of the weights every honest node has of the model with this name. */
  static String sha256(String model) {
    return HexFormat.of().formatHex(Sha256.ofText("weights of " + model));
  }

  /** The pieces in which a stream brings a text. */
  static List<String> pieces(String text) {
    return Arrays.stream(text.split("(?<= )")).toList();
  }
}
