package ngo.zoo.persistence;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * An instant as {@code timestamptz}: microseconds since 2000, in binary where the server takes it.
 */
final class BinaryInstant extends PGobject implements PGBinaryObject {
  private static final long serialVersionUID = 1;
  private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");
  private static final long HALF_A_MICROSECOND = 500;

  private final Instant instant;

  BinaryInstant(Instant instant) {
    this.instant = instant.plusNanos(HALF_A_MICROSECOND).truncatedTo(ChronoUnit.MICROS);
    setType("timestamptz");
  }

  @Override
  public int lengthInBytes() {
    return Long.BYTES;
  }

  @Override
  public void toBytes(byte[] bytes, int offset) {
    ByteBuffer.wrap(bytes).putLong(offset, ChronoUnit.MICROS.between(BEGIN, instant));
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("a parameter is not read");
  }

  @Override
  public boolean isNull() {
    return false;
  }

  @Override
  public String getValue() {
    return instant.toString();
  }
}
