package ngo.zoo.ledger.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The vectors of one library version, immutable, searched exactly: a library holds at most a
 * thousand. Equal cosines are ordered by leaf data, so the ranking is the same everywhere.
 */
public final class ExactIndex {
  /**
   * One member.
   *
   * @param leafData 32 bytes, compared unsigned
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(
      UUID id, String text, UUID authorId, byte[] leafData, QuantisedVector vector) {}

  /** A member and how near it is. */
  public record Hit(Entry entry, double cosine) {}

  private static final Comparator<Hit> NEAREST_FIRST =
      Comparator.comparingDouble(Hit::cosine)
          .reversed()
          .thenComparing((a, b) -> Arrays.compareUnsigned(a.entry.leafData, b.entry.leafData));

  private final List<Entry> entries;

  public ExactIndex(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public int size() {
    return entries.size();
  }

  /** At most {@code k} with a cosine of at least {@code floor}, nearest first. */
  public List<Hit> nearest(QuantisedVector query, int k, double floor) {
    return entries.stream()
        .map(e -> new Hit(e, e.vector().cosine(query)))
        .filter(h -> h.cosine >= floor)
        .sorted(NEAREST_FIRST)
        .limit(k)
        .toList();
  }
}
