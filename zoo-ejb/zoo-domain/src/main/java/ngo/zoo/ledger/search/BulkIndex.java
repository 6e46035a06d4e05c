package ngo.zoo.ledger.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index over one version each of many libraries, made for more vectors than are worth scanning.
 * It may miss a hit; the cosines it gives are exact all the same.
 */
public interface BulkIndex {
  /** Its kind, named in answers. */
  String label();

  /** Which version of which library stands in it. */
  Map<String, Integer> versions();

  /** Vectors in it. */
  int size();

  /**
   * As {@link VectorIndex#nearest}; the query's filter names the libraries. Empty when it cannot
   * answer this one well; the libraries are to be scanned then.
   */
  Optional<List<Hit>> nearest(VectorQuery query);
}
