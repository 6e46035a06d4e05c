package ngo.zoo.ledger.search;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Port: makes a {@link BulkIndex} of libraries, in the background and for one embedder at once. */
public interface BulkIndexes {
  /** One library at one version, loaded when asked for. */
  record Library(String domain, int version, int size, Supplier<ExactIndex> vectors) {}

  /** Whether this one is set up; the one with the highest {@link #rank} is taken. */
  boolean isConfigured();

  int rank();

  /**
   * Whether building pays.
   *
   * @param total vectors of all libraries
   * @param uncovered those of them that the present index does not hold at their version
   */
  boolean isDue(long total, long uncovered);

  /**
   * Takes its time. May take over from the index before.
   *
   * @throws java.io.UncheckedIOException when what it needs cannot be reached
   */
  BulkIndex build(String embedderId, List<Library> libraries, @Nullable BulkIndex before);
}
