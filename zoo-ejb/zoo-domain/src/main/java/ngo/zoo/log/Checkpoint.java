package ngo.zoo.log;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The state of the log as the operator signs it: a note of C2SP tlog-checkpoint, that is the lines
 * origin, size and base64 root, an empty line and signature lines of C2SP signed-note.
 */
public final class Checkpoint {
  private static final String SIGNATURE_START = "\u2014 ";
  private static final int KEY_ID_LENGTH = 4;
  private static final int SIGNATURE_LENGTH = 64;

  private final String origin;
  private final long size;
  private final byte[] root;

  public Checkpoint(String origin, long size, byte[] root) {
    if (size < 0 || root.length != Sha256.LENGTH) {
      throw new IllegalArgumentException("A checkpoint has a size and a root of 32 bytes");
    }
    this.origin = origin;
    this.size = size;
    this.root = root.clone();
  }

  public String origin() {
    return origin;
  }

  /** Leaves under the root. */
  public long size() {
    return size;
  }

  public byte[] root() {
    return root.clone();
  }

  /** The text that is signed; it ends with a line feed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /** The whole note, signed by the log's own key, whose name is the origin. */
  public String sign(PrivateKey key) {
    LogKey logKey = new LogKey(origin, Ed25519.rawPublicKey(key));
    byte[] signature = Ed25519.sign(key, text().getBytes(StandardCharsets.UTF_8));
    byte[] line = Arrays.copyOf(logKey.id(), KEY_ID_LENGTH + signature.length);
    System.arraycopy(signature, 0, line, KEY_ID_LENGTH, signature.length);
    String encoded = Base64.getEncoder().encodeToString(line);
    return text() + "\n" + SIGNATURE_START + origin + " " + encoded + "\n";
  }

  /**
   * Reads a note without looking at its signatures.
   *
   * @throws IllegalArgumentException if it is no checkpoint
   */
  public static Checkpoint parse(String note) {
    String[] lines = signedText(note).split("\n", -1);
    if (lines.length != 4 || lines[0].isEmpty() || !lines[3].isEmpty()) {
      throw new IllegalArgumentException("A checkpoint has the lines origin, size and root");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("The size of a checkpoint is a plain number");
    }
    byte[] root = Base64.getDecoder().decode(lines[2]);
    Checkpoint checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    if (!checkpoint.text().equals(signedText(note))) {
      throw new IllegalArgumentException("The root of a checkpoint is padded base64");
    }
    return checkpoint;
  }

  /** Whether the note bears a good signature of this key and the origin is the key's name. */
  public static boolean isSigned(String note, LogKey key) {
    if (!parse(note).origin.equals(key.name())) {
      return false;
    }
    String signed = signedText(note);
    byte[] message = signed.getBytes(StandardCharsets.UTF_8);
    String start = SIGNATURE_START + key.name() + " ";
    return note.substring(signed.length() + 1)
        .lines()
        .filter(line -> line.startsWith(start))
        .anyMatch(line -> isSignature(line.substring(start.length()), key, message));
  }

  private static boolean isSignature(String encoded, LogKey key, byte[] message) {
    byte[] line;
    try {
      line = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    return line.length == KEY_ID_LENGTH + SIGNATURE_LENGTH
        && Arrays.equals(Arrays.copyOf(line, KEY_ID_LENGTH), key.id())
        && Ed25519.verify(key.raw(), message, Arrays.copyOfRange(line, KEY_ID_LENGTH, line.length));
  }

  /** What stands before the last empty line, its line feed included. */
  private static String signedText(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("A note is a text, an empty line and signatures");
    }
    return note.substring(0, end + 1);
  }
}
