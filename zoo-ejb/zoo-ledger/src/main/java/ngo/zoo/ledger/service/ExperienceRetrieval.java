package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import ngo.zoo.ledger.LibrarySearchRequest;
import ngo.zoo.ledger.LibrarySearchResult;
import ngo.zoo.ledger.LibrarySearchResult.FoundExperience;
import ngo.zoo.ledger.LibrarySearchResult.SearchedLibrary;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.ledger.RetrievedExperience;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.RelevanceRule;
import ngo.zoo.ledger.search.TokenBudget;
import ngo.zoo.ledger.search.VectorQuery;
import ngo.zoo.persistence.ledger.LibraryHead;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The experiences nearest to a question: for answering it, and for whoever searches. Holds no
 * database connection while embedding.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExperienceRetrieval {
  @Inject LibraryQueries libraries;
  @Inject LibrarySnapshots snapshots;
  @Inject SearchScopes scopes;
  @Inject LibrarySearch search;
  @Inject Embedder embedder;
  @Inject Parameters parameters;

  /**
   * What is worth giving to a node along with a question. An empty library answers without the
   * embedding node.
   *
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}; {@code embedding-unavailable} (503)
   */
  public Retrieval topK(String domain, String text) {
    LibraryHead head = libraries.head(domain);
    List<RetrievedExperience> found = head.size() == 0 ? List.of() : nearest(head, text);
    return new Retrieval(domain, head.version(), head.root(), found);
  }

  /**
   * As {@link #topK(String, String)} of a version that need not be the library's head.
   *
   * @param version head when null, else a number or a root in hex
   * @throws ngo.zoo.shared.Refusal {@code library-version-not-found}; {@code
   *     library-version-incomplete} (409) when not all of its members have a vector of today's
   *     embedder
   */
  public Retrieval topK(String domain, @Nullable String version, String text) {
    if (version == null) {
      return topK(domain, text);
    }
    LibraryHead wanted = scopes.of(Set.of(domain), version).heads().getFirst();
    List<RetrievedExperience> found = wanted.size() == 0 ? List.of() : pinned(wanted, text);
    return new Retrieval(domain, wanted.version(), wanted.root(), found);
  }

  private List<RetrievedExperience> pinned(LibraryHead version, String text) {
    StoredVector question = embedder.embed(TextRules.normalise(text));
    ExactIndex index = snapshots.older(version, question.embedderId());
    if (index.size() < version.size()) {
      throw Refusal.conflict(
          "library-version-incomplete",
          "Of version %d of %s %d of %d experiences can be searched with today's embedder; use the"
                  .formatted(version.version(), version.domain(), index.size(), version.size())
              + " head or another version");
    }
    return chosen(index, question);
  }

  /**
   * The nearest of one, several or all libraries, with what is needed to compute the ranking again.
   *
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}; {@code library-version-not-found};
   *     {@code version-form}; {@code vector-form}; {@code vector-dimension}; {@code
   *     embedding-unavailable} (503)
   */
  public LibrarySearchResult search(LibrarySearchRequest wanted) {
    SearchScopes.Scope scope = scopes.of(wanted.filter().domains(), wanted.version());
    Question question = question(wanted);
    VectorQuery query =
        new VectorQuery(
            question.vector,
            wanted.diversity().pool(wanted.k()),
            wanted.floor(),
            wanted.filter().within(Set.of()));
    LibrarySearch.Found found = found(scope, question.embedderId, query);
    List<Hit> chosen = wanted.budget().fit(wanted.diversity().choose(found.hits(), wanted.k()));
    return result(question, scope, found, chosen);
  }

  private record Question(String embedderId, QuantisedVector vector) {}

  private Question question(LibrarySearchRequest wanted) {
    LibrarySearchRequest.GivenVector given = wanted.vector();
    if (given != null) {
      return new Question(given.embedderId(), vector(given.base64()));
    }
    String text = wanted.text();
    if (text == null) {
      throw Refusal.field("field-missing", "text", "Give a text or a query_vector");
    }
    StoredVector embedded = embedder.embed(TextRules.normalise(text));
    return new Question(embedded.embedderId(), QuantisedVector.of(embedded.values()));
  }

  private static QuantisedVector vector(String base64) {
    try {
      return QuantisedVector.ofBase64(base64);
    } catch (IllegalArgumentException e) {
      throw Refusal.field(
          "vector-form",
          "query_vector",
          "query_vector is Base64 of one signed byte per dimension, -127 to 127, not all zero");
    }
  }

  private LibrarySearch.Found found(
      SearchScopes.Scope scope, String embedderId, VectorQuery query) {
    try {
      if (scope.pinned()) {
        return search.exactly(
            scope.heads().stream().map(head -> snapshots.older(head, embedderId)).toList(), query);
      }
      return search.nearest(scope.heads(), scope.all(), embedderId, query);
    } catch (IllegalArgumentException e) {
      throw Refusal.field(
          "vector-dimension",
          "query_vector",
          "query_vector has another dimension than the vectors of " + embedderId);
    }
  }

  private static LibrarySearchResult result(
      Question question, SearchScopes.Scope scope, LibrarySearch.Found found, List<Hit> chosen) {
    return new LibrarySearchResult(
        question.embedderId,
        question.vector.base64(),
        found.isExact(),
        found.index(),
        found.searched(),
        scope.heads().stream()
            .map(head -> new SearchedLibrary(head.domain(), head.version(), head.root()))
            .toList(),
        chosen.stream().map(ExperienceRetrieval::found).toList(),
        chosen.stream().mapToInt(hit -> TokenBudget.tokens(hit.experience().text())).sum());
  }

  private List<RetrievedExperience> nearest(LibraryHead head, String text) {
    StoredVector question = embedder.embed(TextRules.normalise(text));
    ExactIndex index = snapshots.index(head, question.embedderId());
    return chosen(index, question);
  }

  private List<RetrievedExperience> chosen(ExactIndex index, StoredVector question) {
    return rule().select(index, QuantisedVector.of(question.values())).stream()
        .map(ExperienceRetrieval::retrieved)
        .toList();
  }

  private RelevanceRule rule() {
    return new RelevanceRule(
        parameters.number(Parameter.RETRIEVAL_TOP_K),
        parameters.number(Parameter.RELEVANCE_FLOOR),
        parameters.number(Parameter.RELEVANCE_MARGIN));
  }

  private static RetrievedExperience retrieved(Hit hit) {
    return new RetrievedExperience(
        hit.experience().id(), hit.experience().text(), hit.experience().authorId(), hit.cosine());
  }

  private static FoundExperience found(Hit hit) {
    return new FoundExperience(
        hit.experience().id(),
        hit.experience().domain(),
        hit.experience().text(),
        hit.experience().authorId(),
        HexFormat.of().formatHex(hit.experience().leafData()),
        hit.cosine());
  }
}
