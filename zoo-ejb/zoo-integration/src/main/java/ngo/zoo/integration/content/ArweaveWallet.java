package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import ngo.zoo.log.Sha256;

/** An Arweave wallet: a 4096-bit RSA key as a JSON Web Key (RFC 7517), which it never shows. */
final class ArweaveWallet {
  /** Bytes of a signature and of the owner's public modulus. */
  static final int LENGTH = 512;

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final PrivateKey key;
  private final byte[] owner;

  private ArweaveWallet(PrivateKey key, byte[] owner) {
    this.key = key;
    this.owner = owner;
  }

  /**
   * @throws IllegalArgumentException naming the setting to correct, never the key
   */
  static ArweaveWallet read(Path file) {
    try (Reader text = Files.newBufferedReader(file);
        var reader = Json.createReader(text)) {
      return of(reader.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read zoo.arweave.key-file " + file, e);
    } catch (RuntimeException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "zoo.arweave.key-file must hold a 4096-bit RSA key as a JSON Web Key", e);
    }
  }

  private static ArweaveWallet of(JsonObject jwk) throws GeneralSecurityException {
    byte[] owner = Base64.getUrlDecoder().decode(jwk.getString("n"));
    if (owner.length != LENGTH) {
      throw new IllegalArgumentException("The modulus has " + owner.length + " bytes");
    }
    RSAPrivateCrtKeySpec spec =
        new RSAPrivateCrtKeySpec(
            number(jwk, "n"),
            number(jwk, "e"),
            number(jwk, "d"),
            number(jwk, "p"),
            number(jwk, "q"),
            number(jwk, "dp"),
            number(jwk, "dq"),
            number(jwk, "qi"));
    return new ArweaveWallet(KeyFactory.getInstance("RSA").generatePrivate(spec), owner);
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(name)));
  }

  /** The public modulus. */
  byte[] owner() {
    return owner.clone();
  }

  /** Where tokens that pay for archives are sent. */
  String address() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(owner));
  }

  /** RSASSA-PSS with SHA-256 (RFC 8017); another one each time. */
  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(PSS);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign for Arweave", e);
    }
  }
}
