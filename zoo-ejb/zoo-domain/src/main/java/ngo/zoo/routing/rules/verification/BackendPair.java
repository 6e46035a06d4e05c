package ngo.zoo.routing.rules.verification;

import java.util.regex.Pattern;

/**
 * The two machines whose arithmetic a check compares: the answering node's and the verifier's, each
 * by the word its node seals for engine, device and precision. How far two honest machines part is
 * a matter of both, so thresholds belong to the pair.
 *
 * @param backend of the answering node; empty when it states none
 * @param verifierBackend of the verifier; empty when it states none
 */
public record BackendPair(String backend, String verifierBackend) {
  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._+/-]{0,63}");

  /** Nodes that state nothing are a kind of their own. */
  public static final BackendPair UNSTATED = new BackendPair("", "");

  /** What is no such word states nothing. */
  public BackendPair {
    backend = stated(backend);
    verifierBackend = stated(verifierBackend);
  }

  private static String stated(String word) {
    return WORD.matcher(word).matches() ? word : "";
  }
}
