package ngo.zoo.persistence;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of rows: UUIDv7 (RFC 9562), so that they sort by time of creation. */
public final class Ids {
  private static final int RANDOM_BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Each call of the generator takes a lock that all threads share, so a thread fetches some ahead.
   */
  private static final ThreadLocal<ByteBuffer> AHEAD =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(100 * RANDOM_BYTES).limit(0));

  private Ids() {}

  /** No id that {@link #next} gives from this instant on is smaller. */
  public static UUID firstAt(Instant instant) {
    return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
  }

  public static UUID next() {
    ByteBuffer bits = AHEAD.get();
    if (!bits.hasRemaining()) {
      RANDOM.nextBytes(bits.array());
      bits.clear();
    }
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000L | (bits.getShort() & 0xfffL);
    long low = (bits.getLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
