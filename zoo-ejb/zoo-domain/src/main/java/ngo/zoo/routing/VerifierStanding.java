package ngo.zoo.routing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node may verify other nodes' answers. Nothing is told of probes while it may: whoever
 * could tell them from checks could learn to look at probes alone.
 *
 * @param reason empty while it may
 * @param since when it lost the right; null while it has it
 * @param until the earliest that measuring it gives it back; null while it has it
 * @param overlooked the probes that it lost it by, newest first
 */
public record VerifierStanding(
    boolean verifies,
    String reason,
    @Nullable Instant since,
    @Nullable Instant until,
    List<OverlookedProbe> overlooked) {
  /** It may. */
  public static final VerifierStanding VERIFIES =
      new VerifierStanding(true, "", null, null, List.of());

  public VerifierStanding {
    overlooked = List.copyOf(overlooked);
  }

  /**
   * A false answer that it found to be as claimed.
   *
   * @param id by which it was asked, as in the request it has sealed the hash of
   * @param invented mean distance of the false log-probabilities from the true ones, nats
   * @param distance what it found
   * @param seal its report
   */
  public record OverlookedProbe(
      UUID id, double invented, double distance, String seal, Instant probedAt) {}
}
