package ngo.zoo.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Seals what must not stand in the database in clear, by AES-256-GCM (NIST SP 800-38D) with a key
 * from a file. The place a secret belongs to is authenticated with it, so that a sealed text moved
 * to another row does not open. A sealed text is its version, nonce and ciphertext.
 */
@ApplicationScoped
public class SecretBox {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String CIPHER = "AES/GCM/NoPadding";

  // Looking one up costs more than sealing a short text. Each use sets it up anew.
  private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(SecretBox::newCipher);

  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  @Inject
  @ConfigProperty(name = "zoo.secrets.key-file")
  private Optional<String> keyFile = Optional.empty();

  private @Nullable SecretKey key;

  /** For the container. */
  public SecretBox() {}

  /** With a key of 32 bytes. */
  public SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * @param place what the secret belongs to, such as {@code webhook:ID}
   * @throws Refusal {@code secrets-key-missing} when this server has no key
   */
  public byte[] seal(String place, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, place, secret);
    byte[] all = Arrays.copyOf(new byte[] {VERSION}, 1 + NONCE_BYTES + sealed.length);
    System.arraycopy(nonce, 0, all, 1, NONCE_BYTES);
    System.arraycopy(sealed, 0, all, 1 + NONCE_BYTES, sealed.length);
    return all;
  }

  /**
   * @throws IllegalStateException when it was sealed by another key, for another place or changed
   */
  public byte[] open(String place, byte[] sealed) {
    if (sealed.length <= NONCE_BYTES || sealed[0] != VERSION) {
      throw new IllegalStateException("not a sealed secret");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, 1 + NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, nonce, place, text);
  }

  private byte[] run(int mode, byte[] nonce, String place, byte[] text) {
    try {
      Cipher cipher = CIPHERS.get();
      cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret of " + place + " cannot be opened", e);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance(CIPHER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + CIPHER, e);
    }
  }

  private synchronized SecretKey key() {
    if (key == null) {
      key = read(keyFile.orElseThrow(SecretBox::missing));
    }
    return key;
  }

  private static SecretKey read(String file) {
    try {
      byte[] bytes = Base64.getDecoder().decode(Files.readString(Path.of(file)).strip());
      if (bytes.length == KEY_BYTES) {
        return new SecretKeySpec(bytes, "AES");
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new IllegalStateException("zoo.secrets.key-file cannot be read", unreadable);
    }
    throw new IllegalStateException("zoo.secrets.key-file must hold 32 bytes in base64");
  }

  private static Refusal missing() {
    return Refusal.unavailable(
        "secrets-key-missing",
        "This server has no key to keep secrets with; its operator sets zoo.secrets.key-file");
  }
}
