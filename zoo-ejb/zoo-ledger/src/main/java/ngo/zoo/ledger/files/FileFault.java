package ngo.zoo.ledger.files;

import java.io.IOException;

/** A file that cannot be read on: nothing behind this place can be told apart. */
public final class FileFault extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message for the person who sent the file
   */
  public FileFault(String message) {
    super(message);
  }
}
