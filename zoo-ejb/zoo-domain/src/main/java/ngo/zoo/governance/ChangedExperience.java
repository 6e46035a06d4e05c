package ngo.zoo.governance;

import java.util.UUID;

/** An experience a proposal would take into its library or out of it. */
public record ChangedExperience(UUID id, Role role) {
  /** Which way it goes. */
  public enum Role {
    IN,
    OUT
  }

  public static ChangedExperience in(UUID id) {
    return new ChangedExperience(id, Role.IN);
  }

  public static ChangedExperience out(UUID id) {
    return new ChangedExperience(id, Role.OUT);
  }
}
