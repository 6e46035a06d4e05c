package ngo.zoo.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key that signs checkpoints, written as a verifier key of C2SP signed-note: {@code
 * name+id+base64}, where id is 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key) in hex and the base64
 * part is 0x01 ‖ key.
 */
public final class LogKey {
  private static final byte ED25519 = 1;

  private final String name;
  private final byte[] raw;

  /**
   * @param name origin of the log, without spaces and plus signs
   * @param raw Ed25519 public key, 32 bytes
   */
  public LogKey(String name, byte[] raw) {
    if (name.isEmpty() || name.indexOf('+') >= 0 || name.chars().anyMatch(Character::isSpaceChar)) {
      throw new IllegalArgumentException("Not a name of a log: " + name);
    }
    if (raw.length != Ed25519.KEY_LENGTH) {
      throw new IllegalArgumentException("An Ed25519 public key has 32 bytes");
    }
    this.name = name;
    this.raw = raw.clone();
  }

  /**
   * Reads {@code name+id+base64}.
   *
   * @throws IllegalArgumentException if it is none or its id does not fit
   */
  public static LogKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("Expected a key as name+id+base64");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != Ed25519.KEY_LENGTH + 1 || typed[0] != ED25519) {
      throw new IllegalArgumentException("Expected an Ed25519 key");
    }
    LogKey key = new LogKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
      throw new IllegalArgumentException("The key's id does not fit the key");
    }
    return key;
  }

  public String name() {
    return name;
  }

  public byte[] raw() {
    return raw.clone();
  }

  /** Four bytes that tell keys of the same name apart. */
  byte[] id() {
    byte[] domain = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Sha256.of(domain, typed()), 4);
  }

  private byte[] typed() {
    byte[] typed = new byte[Ed25519.KEY_LENGTH + 1];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return typed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }
}
