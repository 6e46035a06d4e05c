package ngo.zoo.ledger;

import java.util.List;
import java.util.UUID;

/**
 * Where an experience comes from and what became of it.
 *
 * @param contributors who shares in what it earns, the first author first
 * @param revisions all of its chain, in the order they were proposed; itself is one of them
 * @param merged what was merged into one of the chain
 * @param versions when it stood in its library, earliest first
 */
public record ExperienceHistory(
    UUID experienceId,
    List<Contributor> contributors,
    List<ExperienceView> revisions,
    List<ExperienceView> merged,
    List<VersionSpan> versions) {
  public ExperienceHistory {
    contributors = List.copyOf(contributors);
    revisions = List.copyOf(revisions);
    merged = List.copyOf(merged);
    versions = List.copyOf(versions);
  }
}
