package ngo.zoo.ledger.files;

import java.io.Closeable;
import java.io.IOException;
import ngo.zoo.ledger.transfer.TransferRecord;
import org.jspecify.annotations.Nullable;

/** The experiences of a file, one after the other; never more than one in memory. */
public interface RecordSource extends Closeable {
  /**
   * Null at the end of the file.
   *
   * @throws FileFault when the file cannot be read on
   */
  @Nullable TransferRecord next() throws IOException;
}
