package ngo.zoo.routing.rules;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bearer token by which a node knows the operator: HMAC-SHA256 (RFC 2104) over the node's
 * public key with a secret that the operator alone has. Each node has another, so a node that is
 * told its own cannot use it to pass for the operator at the others.
 */
public final class NodeToken {
  private static final String ALGORITHM = "HmacSHA256";

  private NodeToken() {}

  /**
   * @param publicKey raw Ed25519 key, 32 bytes
   * @return 64 lower-case hex digits
   */
  public static String of(String secret, byte[] publicKey) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(publicKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
