package ngo.zoo.shared;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API key may do; named as OAuth names scopes ({@code chat:write}). */
public enum Scope {
  MODELS_READ("models:read"),
  CHAT_WRITE("chat:write"),
  USAGE_READ("usage:read"),
  KEYS_WRITE("keys:write"),
  BILLING_WRITE("billing:write");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * @throws Refusal {@code scope-unknown}
   */
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word.equals(word))
        .findAny()
        .orElseThrow(
            () ->
                Refusal.field(
                    "scope-unknown",
                    "scopes",
                    "No scope " + word + "; there are: " + text(EnumSet.allOf(Scope.class))));
  }

  /** Reads scopes separated by blanks. */
  public static Set<Scope> parse(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .map(Scope::of)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  /** Scopes separated by blanks, in a fixed order. */
  public static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
  }
}
