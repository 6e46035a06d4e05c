package ngo.zoo.ledger.search;

import java.util.List;

/**
 * Which experiences of a library version are worth giving to a node along with a question: at most
 * top-k, none below the floor, none further than the margin behind the nearest. An experience that
 * only looks alike must not be injected, for its author would be paid and the model misled.
 *
 * <p>Measured for bge-small-en-v1.5 (quantised) on the question "The sign shows X: …" and
 * experiences "When the sign shows Y, …": the matching sign lies at 0.744 to 0.860, another sign at
 * 0.541 to 0.762, and the match was first for 72 of 72 questions by at least 0.021. At a floor of
 * 0.72 every match passes, with 0.2 of 23 others; with a margin of 0.05 behind a match (0.79 on
 * average) hardly any of these stay. A floor of 0.75 would lose matches.
 *
 * @param topK most experiences
 * @param floor least cosine, in basis points
 * @param margin most cosine behind the nearest, in basis points
 */
public record RelevanceRule(int topK, int floor, int margin) {
  private static final double BASIS_POINTS = 10_000;

  /** Nearest first. */
  public List<Hit> select(VectorIndex index, QuantisedVector question) {
    List<Hit> hits = index.nearest(new VectorQuery(question, topK, floor / BASIS_POINTS));
    if (hits.isEmpty()) {
      return hits;
    }
    double least = hits.getFirst().cosine() - margin / BASIS_POINTS;
    return hits.stream().filter(h -> h.cosine() >= least).toList();
  }
}
