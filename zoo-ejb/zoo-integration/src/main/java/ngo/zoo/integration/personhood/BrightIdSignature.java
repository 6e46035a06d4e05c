package ngo.zoo.integration.personhood;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import ngo.zoo.log.Sha256;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * What a BrightID node signs with its Ethereum key: Keccak-256 over app and user id, each filled up
 * with NUL to 32 bytes, the SHA-256 of the verification's expression, and the time in seconds as 32
 * bytes.
 */
record BrightIdSignature(
    String app, String userId, String verification, long timestamp, Sign.SignatureData signature) {
  private static final int WORD = 32;

  /**
   * @throws ngo.zoo.shared.Refusal {@code personhood-unavailable} when a field is missing
   */
  static BrightIdSignature read(JsonObject found) {
    try {
      JsonObject sig = found.getJsonObject("sig");
      return new BrightIdSignature(
          found.getString("app"),
          found.getString("appUserId"),
          found.getString("verification"),
          found.getJsonNumber("timestamp").longValueExact(),
          new Sign.SignatureData(
              (byte) sig.getInt("v"), word(sig.getString("r")), word(sig.getString("s"))));
    } catch (NullPointerException | ClassCastException | ArithmeticException e) {
      throw ProviderHttp.unavailable("its answer lacks a signed field");
    } catch (RuntimeException unreadable) {
      throw ProviderHttp.unavailable("its signature cannot be read");
    }
  }

  /** Whether the holder of this address signed exactly these fields. */
  boolean isBy(String address) {
    try {
      BigInteger key = Sign.signedMessageHashToKey(digest(), signature);
      return Numeric.prependHexPrefix(Keys.getAddress(key)).equalsIgnoreCase(address);
    } catch (SignatureException | RuntimeException notOne) {
      return false;
    }
  }

  byte[] digest() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(padded(app));
    message.writeBytes(padded(userId));
    message.writeBytes(Sha256.ofText(verification));
    message.writeBytes(ByteBuffer.allocate(WORD).putLong(WORD - Long.BYTES, timestamp).array());
    return Hash.sha3(message.toByteArray());
  }

  private static byte[] padded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > WORD) {
      throw new IllegalArgumentException("longer than 32 characters");
    }
    return Arrays.copyOf(bytes, WORD);
  }

  private static byte[] word(String hex) {
    return Numeric.toBytesPadded(Numeric.toBigInt(hex), WORD);
  }
}
