package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import ngo.zoo.billing.rules.KeyText;
import ngo.zoo.log.Sha256;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;

/**
 * Turns API keys into {@link Caller}s, by one look into the memory of this server most of the time.
 */
@ApplicationScoped
public class KeyCallers {
  @Inject private KnownKeys keys;
  @EJB private Callers callers;

  /**
   * The organisation behind an API key. A text that cannot be a key is told apart without a
   * look-up.
   *
   * @param address where the request comes from
   * @throws Refusal {@code api-key-mistyped}, {@code api-key-invalid}, {@code api-key-revoked},
   *     {@code api-key-expired} (401); {@code api-key-address} (403)
   */
  public Caller of(String key, String address) {
    if (!KeyText.wellFormed(key)) {
      throw unauthenticated(
          "api-key-mistyped", "This is no whole API key; copy all of it and look for typos");
    }
    KnownKeys.Known known =
        keys.key(Sha256.ofText(key))
            .orElseThrow(
                () ->
                    unauthenticated("api-key-invalid", "This API key is unknown; use another one"));
    Instant now = Instant.now();
    known.key().admit(address, now);
    if (known.isNews(now)) {
      callers.used(known.key(), now);
    }
    return known.caller();
  }

  private static Refusal unauthenticated(String code, String detail) {
    return new Refusal(Refusal.Kind.UNAUTHENTICATED, code, detail, Map.of());
  }
}
