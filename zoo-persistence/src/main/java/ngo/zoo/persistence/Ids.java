package ngo.zoo.persistence;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of rows: UUIDv7 (RFC 9562), so that they sort by time of creation. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** No id that {@link #next} gives from this instant on is smaller. */
  public static UUID firstAt(Instant instant) {
    return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
  }

  public static UUID next() {
    // One call for all of it: each takes the lock that all threads share.
    byte[] random = new byte[10];
    RANDOM.nextBytes(random);
    ByteBuffer bits = ByteBuffer.wrap(random);
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000L | (bits.getShort() & 0xfffL);
    long low = (bits.getLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
