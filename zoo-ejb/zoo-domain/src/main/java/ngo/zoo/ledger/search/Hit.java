package ngo.zoo.ledger.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** An experience and how near it is. */
public record Hit(IndexedExperience experience, double cosine, QuantisedVector vector) {
  /** Equal cosines in the order of the leaves, so the ranking is the same everywhere. */
  static final Comparator<Hit> NEAREST_FIRST =
      Comparator.comparingDouble(Hit::cosine)
          .reversed()
          .thenComparing(Hit::experience, IndexedExperience.ORDER);

  /** The nearest {@code k} of what several indexes found. */
  public static List<Hit> merge(Collection<List<Hit>> found, int k) {
    return found.stream().flatMap(List::stream).sorted(NEAREST_FIRST).limit(k).toList();
  }

  /** With the cosine computed from whole numbers, whatever computed the ranking so far. */
  public static Hit exact(IndexedExperience experience, QuantisedVector vector, VectorQuery query) {
    return new Hit(experience, vector.cosine(query.vector()), vector);
  }
}
