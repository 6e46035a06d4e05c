package ngo.zoo.ledger.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file (format 1.0 to 3.0, NEP 1): rows of little-endian 32-bit floats
 * in C order.
 *
 * @param length bytes before the first row
 * @param columns the dimension of the vectors
 */
public record NpyHeader(int length, long rows, int columns) {
  /** The longest header that is read. */
  public static final int MOST_BYTES = 4096;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_COLUMNS = 16_384;
  private static final Pattern SHAPE =
      Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,12})\\s*,\\s*(\\d{1,9})\\s*,?\\s*\\)");

  /**
   * @param head the first bytes of the file, {@link #MOST_BYTES} or all there are
   * @throws IllegalArgumentException that says what is wrong with the file
   */
  public static NpyHeader of(byte[] head) {
    if (head.length < 12 || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("The vectors are no .npy file");
    }
    ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean old = head[6] == 1;
    int start = old ? 10 : 12;
    long words = old ? Short.toUnsignedLong(buffer.getShort(8)) : buffer.getInt(8) & 0xFFFFFFFFL;
    if (head[6] < 1 || head[6] > 3 || words > head.length - start) {
      throw new IllegalArgumentException("The header of the .npy file cannot be read");
    }
    String text = new String(head, start, (int) words, StandardCharsets.ISO_8859_1);
    return shaped(start + (int) words, text);
  }

  private static NpyHeader shaped(int length, String header) {
    Matcher shape = SHAPE.matcher(header);
    boolean floats = header.contains("'<f4'");
    boolean rowByRow = header.matches("(?s).*'fortran_order'\\s*:\\s*False.*");
    if (!floats || !rowByRow || !shape.find()) {
      throw new IllegalArgumentException(
          "The .npy file must hold float32 in two dimensions and C order: vectors.astype('<f4')");
    }
    int columns = Integer.parseInt(shape.group(2));
    if (columns < 1 || columns > MOST_COLUMNS) {
      throw new IllegalArgumentException("The vectors have " + columns + " dimensions");
    }
    return new NpyHeader(length, Long.parseLong(shape.group(1)), columns);
  }

  /** Of the whole file. */
  public long fileBytes() {
    return length + rows * rowBytes();
  }

  public int rowBytes() {
    return columns * Float.BYTES;
  }
}
