package ngo.zoo.ledger.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The vectors of one library version, searched exactly. Rows stand in the order of the leaves, so
 * that of equal cosines the lower row comes first and the ranking is the same everywhere; nothing
 * is allocated per row.
 */
public final class ExactIndex implements VectorIndex {
  private static final int BLOCK = 256;

  private final IndexedExperience[] experiences;
  private final VectorMatrix matrix;

  public ExactIndex(List<Entry> entries) {
    this(entries, DotKernel.chosen());
  }

  ExactIndex(List<Entry> entries, DotKernel kernel) {
    List<Entry> sorted =
        entries.stream()
            .sorted(Comparator.comparing(Entry::experience, IndexedExperience.ORDER))
            .toList();
    experiences = sorted.stream().map(Entry::experience).toArray(IndexedExperience[]::new);
    matrix = new VectorMatrix(sorted.stream().map(Entry::vector).toList(), kernel);
  }

  @Override
  public int size() {
    return experiences.length;
  }

  /** Of every vector in it; 0 when there is none. */
  public int dimension() {
    return matrix.dimension();
  }

  /** Row by row in the order of the leaves. */
  public Entry entry(int row) {
    return new Entry(experiences[row], matrix.row(row));
  }

  @Override
  public List<Hit> nearest(VectorQuery query) {
    int k = Math.min(query.k(), experiences.length);
    if (k == 0) {
      return List.of();
    }
    Nearest nearest = new Nearest(k, query.floor());
    scan(query, nearest);
    return ranked(nearest);
  }

  /** Without a filter, as {@link #nearest(VectorQuery)}. */
  public List<Hit> nearest(QuantisedVector query, int k, double floor) {
    return nearest(new VectorQuery(query, k, floor));
  }

  private void scan(VectorQuery query, Nearest nearest) {
    VectorMatrix.Probe probe = matrix.probe(query.vector());
    boolean filtered = !query.filter().equals(SearchFilter.NONE);
    int[] dots = new int[Math.min(BLOCK, experiences.length)];
    for (int from = 0; from < experiences.length; from += BLOCK) {
      int rows = Math.min(BLOCK, experiences.length - from);
      probe.dots(from, rows, dots);
      double bound = probe.bound(nearest.bound());
      for (int i = 0; i < rows; i++) {
        int row = from + i;
        if (probe.approximate(row, dots[i]) >= bound) {
          double cosine = probe.cosine(row, dots[i]);
          if (nearest.wants(cosine) && (!filtered || query.filter().accepts(experiences[row]))) {
            nearest.add(row, cosine);
            bound = probe.bound(nearest.bound());
          }
        }
      }
    }
  }

  private List<Hit> ranked(Nearest nearest) {
    Hit[] hits = new Hit[nearest.size()];
    for (int i = hits.length - 1; i >= 0; i--) {
      double cosine = nearest.worstCosine();
      int row = nearest.removeWorst();
      hits[i] = new Hit(experiences[row], cosine, matrix.row(row));
    }
    return Arrays.asList(hits);
  }
}
