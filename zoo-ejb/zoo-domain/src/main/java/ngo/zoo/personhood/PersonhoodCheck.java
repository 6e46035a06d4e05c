package ngo.zoo.personhood;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Asks an outside provider whether a proof is a person's. Implemented over the provider's own HTTP
 * contract; called outside of transactions.
 */
public interface PersonhoodCheck {
  PersonhoodProvider provider();

  /** Whether it is configured. */
  boolean isOn();

  /** What the member hands to the provider's app, so that the proof is bound to their account. */
  Binding binding(UUID member);

  /**
   * @param proof fields as the provider's app gave them
   * @throws ngo.zoo.shared.Refusal {@code personhood-proof-invalid}, {@code
   *     personhood-proof-expired}, {@code personhood-unverified}, {@code personhood-level}, {@code
   *     personhood-signal}, {@code field-missing} (400); {@code nullifier-used} (409); {@code
   *     personhood-off}, {@code personhood-unavailable} (503)
   */
  ProvenPerson check(UUID member, PersonhoodAction action, Map<String, String> proof, Instant now);

  /**
   * @param app the foundation's id at the provider; empty when off
   * @param signal binds a proof to one account
   */
  record Binding(String app, String signal) {}
}
