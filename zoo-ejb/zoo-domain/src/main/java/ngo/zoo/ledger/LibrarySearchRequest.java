package ngo.zoo.ledger;

import ngo.zoo.ledger.search.Diversity;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.TokenBudget;
import org.jspecify.annotations.Nullable;

/**
 * A search of libraries, by a text or by a vector that an earlier answer gave.
 *
 * @param text null when the vector is given
 * @param vector null when the text is given
 * @param version head when null, else a version's number or the hex of its root; of one domain
 * @param filter its domains are those to search, all when there are none
 * @param floor least cosine
 */
public record LibrarySearchRequest(
    @Nullable String text,
    @Nullable GivenVector vector,
    @Nullable String version,
    SearchFilter filter,
    int k,
    double floor,
    Diversity diversity,
    TokenBudget budget) {
  /**
   * A quantised vector as an answer gives it.
   *
   * @param base64 one signed byte per dimension
   */
  public record GivenVector(String embedderId, String base64) {}
}
