package ngo.zoo.ledger.search;

import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;

/**
 * Which experiences a search may find; an empty set lets everything pass. It is applied while
 * searching, so that the nearest k are the nearest k of those that pass. The version is no part of
 * it: an index stands for one version of each of its libraries.
 */
public record SearchFilter(Set<String> domains, Set<UUID> authors, Set<ExperienceStatus> statuses) {
  public static final SearchFilter NONE = new SearchFilter(Set.of(), Set.of(), Set.of());

  public SearchFilter {
    domains = Set.copyOf(domains);
    authors = Set.copyOf(authors);
    statuses = Set.copyOf(statuses);
  }

  public SearchFilter within(Set<String> others) {
    return new SearchFilter(others, authors, statuses);
  }

  public boolean accepts(IndexedExperience experience) {
    return passes(domains, experience.domain())
        && passes(authors, experience.authorId())
        && passes(statuses, experience.status());
  }

  private static <T> boolean passes(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
