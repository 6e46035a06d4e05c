package ngo.zoo.ledger.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps what fits into a model's context. Models count tokens differently; here a run of letters or
 * digits counts one token per four characters begun and any other visible character one, which is
 * at or above the count of common tokenizers for English sentences.
 *
 * @param most tokens of all texts together
 */
public record TokenBudget(int most) {
  public static final TokenBudget UNLIMITED = new TokenBudget(Integer.MAX_VALUE);

  private static final int CHARACTERS = 4;
  private static final Pattern PIECE =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|[^\\s\\p{L}\\p{M}\\p{N}]");

  public TokenBudget {
    if (most < 0) {
      throw new IllegalArgumentException("a budget is not negative: " + most);
    }
  }

  public static int tokens(String text) {
    return PIECE
        .matcher(text)
        .results()
        .mapToInt(piece -> Math.ceilDiv(piece.group().length(), CHARACTERS))
        .sum();
  }

  /** In the order given; one that does not fit is passed over for a shorter one behind it. */
  public List<Hit> fit(List<Hit> hits) {
    List<Hit> kept = new ArrayList<>();
    long left = most;
    for (Hit hit : hits) {
      int tokens = tokens(hit.experience().text());
      if (tokens <= left) {
        kept.add(hit);
        left -= tokens;
      }
    }
    return kept;
  }
}
