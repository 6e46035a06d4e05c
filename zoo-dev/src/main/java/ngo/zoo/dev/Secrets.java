package ngo.zoo.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import ngo.zoo.billing.rules.KeyText;

/**
 * Keys and passwords of one stack: made once, kept in files that only their owner can read. They
 * are worth nothing beyond this machine.
 */
public final class Secrets {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  public Secrets(Workspace workspace) {
    this.folder = workspace.privateFolder("keys");
  }

  /** A random word of 32 letters and digits. */
  public String word(String name) {
    return value(name, () -> random(32));
  }

  /** The file that holds {@link #word}. */
  public Path wordFile(String name) {
    word(name);
    return folder.resolve(name);
  }

  /** The file with a random key of 32 bytes in base64, which seals secrets in the database. */
  public Path sealingKey() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    value("secrets-key", () -> Base64.getEncoder().encodeToString(key));
    return folder.resolve("secrets-key");
  }

  /** The demo partner's API key; a stored one without a checksum gives way to a new one. */
  public synchronized String partnerKey() {
    String key = value("partner-api-key", () -> KeyText.fresh(random));
    if (!KeyText.wellFormed(key)) {
      key = KeyText.fresh(random);
      write("partner-api-key", key);
    }
    return key;
  }

  /** What the application stores of an API key: the SHA-256 of the whole key, in hex. */
  public String partnerKeyHash() {
    try {
      byte[] key = partnerKey().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file with a PKCS#8 PEM Ed25519 private key; the public half lies beside it. */
  public synchronized Path signingKey(String name) {
    Path file = folder.resolve(name + ".pem");
    if (!Files.exists(file) || !Files.exists(folder.resolve(name + ".pub"))) {
      KeyPair pair = ed25519();
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(pair));
      write(name + ".pub", rawPublic(pair));
      write(
          name + ".pem", "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }
    return file;
  }

  /** The raw 32 bytes of the public key, in Base64. */
  public String publicKey(String name) {
    signingKey(name);
    return read(folder.resolve(name + ".pub"));
  }

  /** Keeps a text given from outside in a file of its own. */
  public synchronized Path file(String name, String content) {
    write(name, content);
    return folder.resolve(name);
  }

  private synchronized String value(String name, java.util.function.Supplier<String> fresh) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      write(name, fresh.get());
    }
    return read(file);
  }

  private String random(int length) {
    StringBuilder word = new StringBuilder(length);
    random.ints(length, 0, BASE62.length()).forEach(i -> word.append(BASE62.charAt(i)));
    return word.toString();
  }

  private void write(String name, String content) {
    Path file = folder.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, content, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(KeyPair pair) {
    return pair.getPrivate().getEncoded();
  }

  /** The last 32 bytes of the SubjectPublicKeyInfo are the key itself (RFC 8410, section 4). */
  private static String rawPublic(KeyPair pair) {
    byte[] spki = pair.getPublic().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
  }
}
