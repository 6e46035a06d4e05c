package ngo.zoo.persistence;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of rows: UUIDv7 (RFC 9562) with the microseconds in the first random bits, as its method 3 of
 * section 6.2 has it. They sort by time of creation, so that rows made one after the other stand
 * side by side in an index.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int AT_ONCE = 128;
  private static final long NANOS_OF_MILLI = 1_000_000;

  /**
   * Each call of the generator takes a lock that all threads share: a thread fetches some ahead.
   */
  private static final ThreadLocal<ByteBuffer> AHEAD =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(AT_ONCE * Long.BYTES).limit(0));

  private Ids() {}

  /** No id that {@link #next} gives from this instant on is smaller. */
  public static UUID firstAt(Instant instant) {
    return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
  }

  public static UUID next() {
    Instant now = Instant.now();
    long fraction = (now.getNano() % NANOS_OF_MILLI << 12) / NANOS_OF_MILLI;
    long high = (now.toEpochMilli() << 16) | 0x7000L | fraction;
    return new UUID(high, (random() >>> 2) | 0x8000000000000000L);
  }

  private static long random() {
    ByteBuffer ahead = AHEAD.get();
    if (!ahead.hasRemaining()) {
      RANDOM.nextBytes(ahead.array());
      ahead.clear();
    }
    return ahead.getLong();
  }
}
