package ngo.zoo.personhood;

import java.time.Duration;

/** Who says that somebody is one person, and how long that is believed. */
public enum PersonhoodProvider {
  /** Two members of staff, one after the other. */
  LOCAL(Duration.ofDays(730)),
  /** World ID, by its cloud verification. */
  WORLD_ID(Duration.ofDays(365)),
  /** BrightID, by a node of its network. */
  BRIGHT_ID(Duration.ofDays(90));

  private final Duration lifetime;

  PersonhoodProvider(Duration lifetime) {
    this.lifetime = lifetime;
  }

  /** From a proof to when it has to be given anew. */
  public Duration lifetime() {
    return lifetime;
  }
}
