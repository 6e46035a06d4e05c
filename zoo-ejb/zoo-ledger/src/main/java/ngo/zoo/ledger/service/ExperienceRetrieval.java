package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.ledger.RetrievedExperience;
import ngo.zoo.ledger.rules.ExactIndex;
import ngo.zoo.ledger.rules.ExactIndex.Hit;
import ngo.zoo.ledger.rules.QuantisedVector;
import ngo.zoo.ledger.rules.RelevanceRule;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.persistence.ledger.LibraryHead;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** Top-k of a library's head for a question. Holds no database connection while embedding. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExperienceRetrieval {
  @Inject LibraryQueries libraries;
  @Inject LibrarySnapshots snapshots;
  @Inject Embedder embedder;
  @Inject Parameters parameters;

  /**
   * An empty library answers without the embedding node.
   *
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}; {@code embedding-unavailable} (503)
   */
  public Retrieval topK(String domain, String text) {
    LibraryHead head = libraries.head(domain);
    List<RetrievedExperience> found = head.size() == 0 ? List.of() : nearest(head, text);
    return new Retrieval(domain, head.version(), head.root(), found);
  }

  private List<RetrievedExperience> nearest(LibraryHead head, String text) {
    StoredVector question = embedder.embed(TextRules.normalise(text));
    ExactIndex index = snapshots.index(head, question.embedderId());
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
        hit.entry().id(), hit.entry().text(), hit.entry().authorId(), hit.cosine());
  }
}
