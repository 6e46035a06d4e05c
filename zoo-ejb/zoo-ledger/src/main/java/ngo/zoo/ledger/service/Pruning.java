package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.PruningPreview;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.PruningRule;
import ngo.zoo.persistence.ledger.Experience;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.Library;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.persistence.ledger.LibraryStep;
import ngo.zoo.persistence.ledger.LibraryWriter;
import ngo.zoo.persistence.ledger.PruningStore;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/**
 * Makes room in a full library by letting go of what has the lowest quality, by rule and without a
 * vote, as a version of its own: what is pruned stays in every older version and is proven by it.
 */
@ApplicationScoped
public class Pruning {
  private static final int SHOWN = 10;

  @Inject PruningStore store;
  @Inject ExperienceQueries experiences;
  @Inject LibraryQueries libraries;
  @Inject LibraryWriter writer;
  @Inject Qualities qualities;
  @Inject Parameters parameters;
  @Inject BusinessClock clock;

  /**
   * Lets members go when {@code coming} more would not fit in. Nothing happens while there is room,
   * nor when too few may go. Whoever adds has locked the experiences that it touches before; this
   * locks the library, then those that go, without waiting for any of them.
   *
   * @param coming by how many the library grows
   * @param causeId the proposal or import that needs the room
   * @return whether room was made now
   * @throws Refusal {@code library-busy} (409): try again in a moment
   */
  public boolean makeRoom(String domain, int coming, UUID causeId) {
    PruningRule rule = rule();
    Library library = writer.lock(domain);
    int size = libraries.head(domain).size();
    if (coming < 1 || rule.needed(size, coming) == 0) {
      return false;
    }
    qualities.refresh(domain);
    Instant now = clock.now();
    List<UUID> prunable = prunable(domain, now);
    int leaving = rule.leaving(size, coming, prunable.size());
    if (leaving > 0) {
      letGo(library, prunable.subList(0, leaving), causeId, now);
    }
    return leaving > 0;
  }

  /**
   * What would go next, by the qualities as last stored.
   *
   * @throws Refusal {@code library-not-found}
   */
  public PruningPreview preview(String domain) {
    PruningRule rule = rule();
    int size = libraries.library(domain).size();
    List<UUID> prunable = prunable(domain, clock.now());
    return new PruningPreview(
        domain,
        rule.capacity(),
        size,
        rule.leaving(size, 1, prunable.size()),
        prunable.size(),
        experiences.experiences(prunable.stream().limit(SHOWN).toList()));
  }

  private void letGo(Library library, List<UUID> ids, UUID causeId, Instant now) {
    List<Experience> going = store.lock(ids);
    going.forEach(Experience::prune);
    List<LibraryStep> steps = going.stream().map(LibraryStep::remove).toList();
    writer.apply(library, steps, VersionCause.PRUNING, causeId, now);
  }

  private List<UUID> prunable(String domain, Instant now) {
    return store.prunable(domain, now.minus(parameters.duration(Parameter.PRUNING_GRACE)));
  }

  private PruningRule rule() {
    return new PruningRule(
        parameters.number(Parameter.LIBRARY_CAPACITY), parameters.number(Parameter.PRUNING_TARGET));
  }
}
