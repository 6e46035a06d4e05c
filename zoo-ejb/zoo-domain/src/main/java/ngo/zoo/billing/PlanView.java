package ngo.zoo.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its versions, newest first, those still to come included.
 *
 * @param open whether every organisation sees it
 * @param organisations how many have it now; null for others than staff
 */
public record PlanView(
    UUID id,
    String name,
    boolean open,
    Instant createdAt,
    @Nullable Long organisations,
    List<PlanVersion> versions) {
  public PlanView {
    versions = List.copyOf(versions);
  }

  /** As organisations see it. */
  public PlanView ofOrganisations() {
    return new PlanView(id, name, open, createdAt, null, versions);
  }
}
