package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.ledger.search.ExactIndex;
import ngo.zoo.ledger.search.Hit;
import ngo.zoo.ledger.search.QuantisedVector;
import ngo.zoo.ledger.search.VectorQuery;
import ngo.zoo.persistence.ledger.ExperienceVectors;
import ngo.zoo.persistence.ledger.LibraryHead;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * Experiences of a domain that are like a text: its library's members by the index in memory, and
 * those still on their way there, which are few, from the database.
 */
@ApplicationScoped
public class NearDuplicates {
  private static final int MOST = 5;
  private static final double BASIS_POINTS = 10_000;

  @Inject LibraryQueries libraries;
  @Inject ExperienceVectors vectors;
  @Inject LibrarySnapshots snapshots;
  @Inject Embedder embedder;
  @Inject Parameters parameters;

  /**
   * At or above the duplicate floor, nearest first, at most five; none for a domain without a
   * library.
   *
   * @throws ngo.zoo.shared.Refusal {@code embedding-unavailable} (503)
   */
  public List<NearDuplicate> of(String domain, String text) {
    if (!libraries.exists(domain)) {
      return List.of();
    }
    StoredVector vector = embedder.embed(TextRules.normalise(text));
    double floor = parameters.number(Parameter.DUPLICATE_FLOOR) / BASIS_POINTS;
    VectorQuery query = new VectorQuery(QuantisedVector.of(vector.values()), MOST, floor);
    return nearest(libraries.head(domain), vector.embedderId(), query).stream()
        .map(hit -> nearDuplicate(hit, text))
        .toList();
  }

  private List<Hit> nearest(LibraryHead head, String embedderId, VectorQuery query) {
    List<List<Hit>> found = new ArrayList<>();
    if (head.version() > 0) {
      found.add(snapshots.index(head, embedderId).nearest(query));
    }
    found.add(
        new ExactIndex(vectors.liveBeside(head.domain(), head.version(), embedderId))
            .nearest(query));
    return Hit.merge(found, query.k());
  }

  private static NearDuplicate nearDuplicate(Hit hit, String text) {
    String other = hit.experience().text();
    return new NearDuplicate(
        hit.experience().id(), other, hit.cosine(), DuplicateRule.same(text, other));
  }
}
