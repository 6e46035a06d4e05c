package ngo.zoo.routing.rules.verification;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ngo.zoo.log.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Who is checked, and by whom: HMAC-SHA256 (RFC 2104) of the query with an epoch's seed. The seed's
 * hash is published when the epoch begins and the seed when it has ended, so nobody can know
 * beforehand who will be checked and everybody can recheck afterwards who was.
 */
public final class Lottery {
  private static final String HMAC = "HmacSHA256";

  /** Bytes of a seed. */
  public static final int SEED = 32;

  private final SecretKeySpec key;

  /**
   * @param seed {@value #SEED} random bytes
   */
  public Lottery(byte[] seed) {
    if (seed.length != SEED) {
      throw new IllegalArgumentException("a seed has " + SEED + " bytes");
    }
    key = new SecretKeySpec(seed, HMAC);
  }

  /** What is published of a seed while it is secret: SHA-256 of it. */
  public static byte[] commitment(byte[] seed) {
    return Sha256.of(seed);
  }

  /**
   * Whether a query's answer is checked: when the first eight bytes of HMAC(seed, "check" ‖ id),
   * read as a fraction of one, are below the probability.
   *
   * @param probability in millionths
   */
  public boolean draws(UUID query, int probability) {
    long fraction = Math.unsignedMultiplyHigh(number("check", query, null), TrackRecord.ALWAYS);
    return fraction < probability;
  }

  /**
   * Whether the first verifier of a query's answer is tested with it, drawn apart from the check
   * itself: HMAC(seed, "probe" ‖ id).
   *
   * @param probability in millionths
   */
  public boolean probes(UUID query, int probability) {
    long fraction = Math.unsignedMultiplyHigh(number("probe", query, null), TrackRecord.ALWAYS);
    return fraction < probability;
  }

  /** A candidate's place in the order in which verifiers are asked; smaller is earlier. */
  public long place(UUID query, UUID candidate) {
    return number("verifier", query, candidate);
  }

  private long number(String purpose, UUID query, @Nullable UUID other) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
      mac.update(bytes(query));
      return ByteBuffer.wrap(other == null ? mac.doFinal() : mac.doFinal(bytes(other))).getLong();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
