package ngo.zoo.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What a search found, with everything needed to compute the same ranking again.
 *
 * @param embedderId whose vectors were compared
 * @param queryVector the quantised query, one signed byte per dimension, Base64
 * @param exact every vector was compared: the same query gives the same ranking everywhere
 * @param index what answered: exact, hnsw or opensearch
 * @param searched vectors of this embedder in the libraries searched
 * @param libraries the versions searched
 * @param tokens of all texts together, as the budget counts them
 */
public record LibrarySearchResult(
    String embedderId,
    String queryVector,
    boolean exact,
    String index,
    long searched,
    List<SearchedLibrary> libraries,
    List<FoundExperience> experiences,
    int tokens) {
  public LibrarySearchResult {
    libraries = List.copyOf(libraries);
    experiences = List.copyOf(experiences);
  }

  /**
   * @param root hex of the version's snapshot root
   */
  public record SearchedLibrary(String domain, int version, String root) {}

  /**
   * @param leafData hex; ties are ordered by it
   */
  public record FoundExperience(
      UUID id, String domain, String text, UUID authorId, String leafData, double cosine) {}
}
