package ngo.zoo.ledger.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Lets a parser read only so far before it has made something of it: a JSON parser keeps a string
 * or number whole in memory until it ends.
 */
final class BoundedReader extends FilterReader {
  static final int MOST_CHARACTERS = 1 << 20;

  private int left = MOST_CHARACTERS;

  BoundedReader(Reader in) {
    super(in);
  }

  /** The parser has moved on. */
  void grant() {
    left = MOST_CHARACTERS;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new FileFault("An experience of the file is longer than 1 Mi characters.");
    }
    int read = in.read(buffer, offset, Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }
}
