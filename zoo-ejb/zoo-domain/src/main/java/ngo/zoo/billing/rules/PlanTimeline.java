package ngo.zoo.billing.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import ngo.zoo.billing.PlanAssignment;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanVersion;

/**
 * Which version of which plan an organisation has at any time.
 *
 * @param first the plan before the first assignment
 * @param assignments in any order
 * @param versions of all plans named, the first plan's earliest one before everything
 */
public record PlanTimeline(
    UUID first, List<PlanAssignment> assignments, List<PlanVersion> versions) {
  /**
   * A part of a period with one version in force.
   *
   * @param terms of the part, by its share of the period
   */
  public record Part(Instant from, Instant to, PlanVersion version, PlanTerms terms) {}

  public PlanTimeline {
    assignments = List.copyOf(assignments);
    versions = List.copyOf(versions);
  }

  /** The version in force then. */
  public PlanVersion at(Instant time) {
    UUID plan =
        assignments.stream()
            .filter(one -> !one.validFrom().isAfter(time))
            .max(Comparator.comparing(PlanAssignment::validFrom))
            .map(PlanAssignment::planId)
            .orElse(first);
    return versions.stream()
        .filter(one -> one.planId().equals(plan) && !one.validFrom().isAfter(time))
        .max(Comparator.comparing(PlanVersion::validFrom))
        .orElseThrow(() -> new IllegalStateException("plan " + plan + " begins after " + time));
  }

  /** The period cut where another version begins; one part when none does. */
  public List<Part> parts(Instant from, Instant to) {
    TreeSet<Instant> cuts = new TreeSet<>();
    assignments.forEach(one -> cuts.add(one.validFrom()));
    versions.forEach(one -> cuts.add(one.validFrom()));
    List<Instant> starts = new ArrayList<>(List.of(from));
    for (Instant cut : cuts.tailSet(from, false).headSet(to)) {
      if (!at(cut).id().equals(at(starts.getLast()).id())) {
        starts.add(cut);
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Instant end = i + 1 < starts.size() ? starts.get(i + 1) : to;
      parts.add(part(starts.get(i), end, Duration.between(from, to).toMillis()));
    }
    return parts;
  }

  private Part part(Instant from, Instant to, long whole) {
    PlanVersion version = at(from);
    long length = Duration.between(from, to).toMillis();
    return new Part(from, to, version, version.terms().partOf(length, whole));
  }
}
