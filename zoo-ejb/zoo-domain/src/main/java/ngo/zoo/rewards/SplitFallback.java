package ngo.zoo.rewards;

import java.util.Locale;

/** Where the contributors' share of an answer goes when no experience contributed to it. */
public enum SplitFallback {
  TREASURY,
  NODE,
  BURN;

  /** By its governed word, such as {@code treasury}. */
  public static SplitFallback of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
