package ngo.zoo.log;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Ed25519 (RFC 8032) on the JDK's own cryptography. Private keys are PKCS#8 PEM (RFC 8410), public
 * keys the raw 32 bytes, signatures 64 bytes.
 */
public final class Ed25519 {
  /** Length of a raw public key in bytes. */
  public static final int KEY_LENGTH = 32;

  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  // What stands before the raw key in its X.509 form (RFC 8410, section 4).
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /** Makes a key from the platform's secure random numbers. */
  public static PrivateKey newKey() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not one PKCS#8 PEM with an Ed25519 key; the
   *     message never quotes it
   */
  public static PrivateKey readPem(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("Expected a PKCS#8 PEM that begins with " + BEGIN);
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The PEM holds no Ed25519 private key", e);
    }
  }

  /** PKCS#8 PEM of the key, the form {@link #readPem} reads. */
  public static String toPem(PrivateKey key) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n";
    return BEGIN + "\n" + body + END + "\n";
  }

  /** The raw 32 bytes of the public key that belongs to {@code key}. */
  public static byte[] rawPublicKey(PrivateKey key) {
    byte[] seed =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new IllegalArgumentException("The key does not show its bytes"));
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
      byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform since 15 has Ed25519", e);
    }
  }

  /** Signs; the same key and message always give the same 64 bytes. */
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The key cannot sign with Ed25519", e);
    }
  }

  /** Whether {@code signature} over {@code message} is of the raw 32-byte public key. */
  public static boolean verify(byte[] rawPublicKey, byte[] message, byte[] signature) {
    if (rawPublicKey.length != KEY_LENGTH) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(publicKey(rawPublicKey));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException notAPoint) {
      return false;
    }
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, PUBLIC_PREFIX.length, raw.length);
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** Hands the generator the seed of an existing key, so that it derives that key's public half. */
  private static final class FixedSeed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    FixedSeed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
