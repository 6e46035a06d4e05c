package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.ChangeRule;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was decided about a library, in the caller's transaction, or says why not. The
 * experiences are locked before the library, in the order of ids; what the rule is asked about is
 * read under these locks. A decision that was carried out before is not carried out again.
 */
@ApplicationScoped
public class ChangeWriter {
  @Inject ExperienceStore experiences;
  @Inject LibraryWriter libraries;
  @Inject MemberQueries members;

  /**
   * @param causeId the proposal
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}, {@code experience-not-found}
   */
  public ChangeOutcome apply(LibraryChange decided, int capacity, UUID causeId, Instant now) {
    Map<UUID, Experience> locked = experiences.lockAll(touched(resolved(decided)));
    Library library = libraries.lock(decided.domain());
    Integer known = members.versionDecidedBy(causeId);
    if (known != null) {
      return ChangeOutcome.done(known);
    }
    LibraryChange change = resolved(decided);
    if (!locked.keySet().containsAll(touched(change))) {
      return ChangeOutcome.waiting("The library has just moved on: it is carried out shortly.");
    }
    List<Experience> in = named(change.in(), locked);
    List<Experience> out = named(change.out(), locked);
    ChangeOutcome obstacle = obstacle(change, library, capacity, in);
    if (obstacle != null) {
      return obstacle;
    }
    move(change.kind(), in, out);
    List<LibraryStep> steps = steps(change.kind(), in, out);
    return ChangeOutcome.done(libraries.apply(library, steps, VersionCause.PROPOSAL, causeId, now));
  }

  private @Nullable ChangeOutcome obstacle(
      LibraryChange change, Library library, int capacity, List<Experience> in) {
    Set<UUID> current = members.of(library.domain(), library.head());
    if (change.kind() == ChangeKind.RESTORE && members.hasRelative(change.in(), current)) {
      return ChangeOutcome.lapsed("The library has another revision of the experience.");
    }
    List<String> keys = in.stream().map(Experience::textKey).toList();
    return ChangeRule.obstacle(
        change, current, capacity, members.words(change.domain(), keys, touched(change)));
  }

  /** Of a rollback what comes and goes now; anything else says it itself. */
  private LibraryChange resolved(LibraryChange change) {
    Integer version = change.version();
    if (version == null) {
      return change;
    }
    Set<UUID> wanted = members.of(change.domain(), version);
    Set<UUID> current = members.ofHead(change.domain());
    return change.resolved(without(wanted, current), without(current, wanted));
  }

  /** What goes is let go before anything comes: a text stands once among what lives. */
  private void move(ChangeKind kind, List<Experience> in, List<Experience> out) {
    for (int i = 0; i < out.size(); i++) {
      switch (kind) {
        case MODIFY -> out.get(i).supersede(in.getFirst());
        case MERGE -> leaveForOne(out.get(i), in.getFirst(), i == 0);
        default -> out.get(i).deprecate();
      }
    }
    experiences.flush();
    in.forEach(Experience::adopt);
    experiences.flush();
  }

  private static void leaveForOne(Experience gone, Experience one, boolean representative) {
    if (representative) {
      gone.supersede(one);
    } else {
      gone.mergeInto(one);
    }
  }

  private static List<LibraryStep> steps(
      ChangeKind kind, List<Experience> in, List<Experience> out) {
    int replaced = kind == ChangeKind.MODIFY || kind == ChangeKind.MERGE ? 1 : 0;
    List<LibraryStep> steps = new ArrayList<>();
    for (int i = 0; i < replaced; i++) {
      steps.add(LibraryStep.replace(out.get(i), in.get(i)));
    }
    in.stream().skip(replaced).map(LibraryStep::add).forEach(steps::add);
    out.stream().skip(replaced).map(LibraryStep::remove).forEach(steps::add);
    return steps;
  }

  private static List<Experience> named(List<UUID> ids, Map<UUID, Experience> locked) {
    return ids.stream().map(id -> Objects.requireNonNull(locked.get(id))).toList();
  }

  private static Set<UUID> touched(LibraryChange change) {
    Set<UUID> touched = new HashSet<>(change.in());
    touched.addAll(change.out());
    return touched;
  }

  private static List<UUID> without(Collection<UUID> all, Collection<UUID> some) {
    return all.stream().filter(id -> !some.contains(id)).sorted().toList();
  }
}
