package ngo.zoo.ledger.search;

import java.util.List;

/** Vectors of one embedder that can be searched. Immutable; shared by threads. */
public interface VectorIndex {
  int size();

  /**
   * At most k that pass the filter with a cosine of at least the floor, nearest first, ties by leaf
   * data.
   *
   * @throws IllegalArgumentException when the query's dimension is another one
   */
  List<Hit> nearest(VectorQuery query);
}
