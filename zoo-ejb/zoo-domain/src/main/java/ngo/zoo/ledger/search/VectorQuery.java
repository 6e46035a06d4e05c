package ngo.zoo.ledger.search;

/**
 * What to look for.
 *
 * @param k at most so many; none when it is 0
 * @param floor least cosine
 */
public record VectorQuery(QuantisedVector vector, int k, double floor, SearchFilter filter) {
  public VectorQuery {
    if (k < 0) {
      throw new IllegalArgumentException("k is negative: " + k);
    }
  }

  public VectorQuery(QuantisedVector vector, int k, double floor) {
    this(vector, k, floor, SearchFilter.NONE);
  }

  public VectorQuery within(SearchFilter other) {
    return new VectorQuery(vector, k, floor, other);
  }
}
