package ngo.zoo.ledger.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import ngo.zoo.ledger.transfer.FileFormat;

/** Opens files of experiences by their format. */
public final class RecordFiles {
  private static final int BUFFER = 1 << 16;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private RecordFiles() {}

  /** The source closes the stream. */
  public static RecordSource open(FileFormat format, InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, BUFFER);
    in.mark(BOM.length);
    if (!Arrays.equals(in.readNBytes(BOM.length), BOM)) {
      in.reset();
    }
    return format == FileFormat.JSONL ? new LineSource(in) : new DocumentSource(in);
  }
}
