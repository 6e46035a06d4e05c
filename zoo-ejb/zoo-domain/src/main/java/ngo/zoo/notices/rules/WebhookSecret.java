package ngo.zoo.notices.rules;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook's secret and what it signs (Standard Webhooks 1.0.0, symmetric scheme {@code v1}). */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final String HMAC = "HmacSHA256";

  private final byte[] key;

  public WebhookSecret(byte[] key) {
    this.key = key.clone();
  }

  /**
   * @param random a cryptographic source
   */
  public static WebhookSecret fresh(RandomGenerator random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new WebhookSecret(key);
  }

  /** As the receiver is shown it. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  public byte[] bytes() {
    return key.clone();
  }

  /**
   * The header {@code webhook-signature}: one signature per secret, separated by blanks.
   *
   * @param id of the message; holds no full stop, nor does the time
   */
  public static String signatures(List<WebhookSecret> secrets, String id, Instant at, String body) {
    String signed = id + "." + at.getEpochSecond() + "." + body;
    return secrets.stream().map(secret -> secret.sign(signed)).collect(Collectors.joining(" "));
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Never shows itself. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
