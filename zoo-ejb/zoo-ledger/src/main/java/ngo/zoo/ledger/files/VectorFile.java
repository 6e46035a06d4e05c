package ngo.zoo.ledger.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import ngo.zoo.ledger.transfer.NpyHeader;

/** The rows of a .npy file in order, beginning anywhere. */
public final class VectorFile {
  private final NpyHeader header;
  private final InputStream rows;
  private long next;

  private VectorFile(NpyHeader header, InputStream rows, long next) {
    this.header = header;
    this.rows = rows;
    this.next = next;
  }

  /**
   * @param file opens it at its beginning
   * @param first the row that is read first, from 0
   * @throws FileFault when it is no such file or its length does not fit its header
   */
  public static VectorFile open(Supplier<InputStream> file, long length, long first)
      throws IOException {
    NpyHeader header;
    try (InputStream head = file.get()) {
      header = NpyHeader.of(head.readNBytes(NpyHeader.MOST_BYTES));
    } catch (IllegalArgumentException e) {
      throw new FileFault(String.valueOf(e.getMessage()));
    }
    if (header.fileBytes() != length) {
      throw new FileFault(
          "The file of vectors has %d bytes, not %d for the %d rows its header tells of."
              .formatted(length, header.fileBytes(), header.rows()));
    }
    InputStream rows = file.get();
    rows.skipNBytes(header.length() + Math.min(first, header.rows()) * header.rowBytes());
    return new VectorFile(header, rows, first);
  }

  public NpyHeader header() {
    return header;
  }

  /**
   * @throws FileFault when there is no row left
   */
  public float[] next() throws IOException {
    if (next >= header.rows()) {
      throw new FileFault(
          "There are more experiences than the %d rows of vectors.".formatted(header.rows()));
    }
    next++;
    byte[] bytes = rows.readNBytes(header.rowBytes());
    float[] vector = new float[header.columns()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * All experiences are read.
   *
   * @throws FileFault when rows are left: then they belong to other experiences
   */
  public void requireEnd() throws FileFault {
    if (next != header.rows()) {
      throw new FileFault(
          "There are %d rows of vectors for %d experiences.".formatted(header.rows(), next));
    }
  }
}
