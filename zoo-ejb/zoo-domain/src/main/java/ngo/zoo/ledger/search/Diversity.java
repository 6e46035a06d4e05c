package ngo.zoo.ledger.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): takes one by one what is near the
 * query and unlike what was taken, by {@code (1 − weight) · cosine to the query − weight · greatest
 * cosine to one taken}. Of equal ones the nearer comes first.
 *
 * @param weight 0 ranks by nearness alone, 1 by difference alone
 */
public record Diversity(double weight) {
  public static final Diversity NONE = new Diversity(0);

  private static final int POOL = 4;
  private static final int LEAST_POOL = 64;

  public Diversity {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight is 0 to 1: " + weight);
    }
  }

  /** From how many of the nearest {@code k} are chosen. */
  public int pool(int k) {
    return weight == 0 ? k : Math.max(LEAST_POOL, POOL * k);
  }

  /**
   * At most {@code k}, in the order they are taken.
   *
   * @param ranked nearest first
   */
  public List<Hit> choose(List<Hit> ranked, int k) {
    List<Hit> taken = new ArrayList<>();
    double[] likeness = new double[ranked.size()];
    boolean[] gone = new boolean[ranked.size()];
    Arrays.fill(likeness, weight == 0 ? 0 : -1);
    while (taken.size() < Math.min(k, ranked.size())) {
      int best = best(ranked, likeness, gone);
      gone[best] = true;
      taken.add(ranked.get(best));
      note(ranked, best, likeness);
    }
    return taken;
  }

  private int best(List<Hit> ranked, double[] likeness, boolean[] gone) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < gone.length; i++) {
      double worth = (1 - weight) * ranked.get(i).cosine() - weight * likeness[i];
      if (!gone[i] && worth > most) {
        best = i;
        most = worth;
      }
    }
    return best;
  }

  private void note(List<Hit> ranked, int taken, double[] likeness) {
    for (int i = 0; weight > 0 && i < likeness.length; i++) {
      double cosine = ranked.get(i).vector().cosine(ranked.get(taken).vector());
      likeness[i] = Math.max(likeness[i], cosine);
    }
  }
}
