package ngo.zoo.ledger.files;

import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A file kept in pieces of one size, read piece by piece; going forward costs no reading. */
public final class PartStream extends InputStream {
  /** Size of every piece but the last. */
  public static final int PART = 1 << 20;

  private final IntFunction<byte @Nullable []> parts;
  private final long length;
  private long at;
  private int number = -1;
  private byte @Nullable [] part;

  /**
   * @param parts piece by number, from 0
   */
  public PartStream(IntFunction<byte @Nullable []> parts, long length) {
    this.parts = parts;
    this.length = length;
  }

  /** Bytes read or skipped. */
  public long position() {
    return at;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) {
    if (wanted == 0) {
      return 0;
    }
    if (at >= length) {
      return -1;
    }
    byte[] bytes = current();
    int start = (int) (at % PART);
    int count = (int) Math.min(Math.min(wanted, bytes.length - start), length - at);
    System.arraycopy(bytes, start, buffer, offset, count);
    at += count;
    return count;
  }

  private byte[] current() {
    int wanted = Math.toIntExact(at / PART);
    byte[] known = part;
    if (known == null || wanted != number) {
      known = parts.apply(wanted);
      if (known == null || known.length <= at % PART) {
        throw new IllegalStateException("piece " + wanted + " of the file is not there");
      }
      number = wanted;
      part = known;
    }
    return known;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, length - at);
    at += skipped;
    return skipped;
  }
}
