package ngo.zoo.integration.personhood;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.web3j.crypto.Hash;

/**
 * World ID's hash of a signal into the field of its circuit: Keccak-256 of the UTF-8 text, eight
 * bits shorter, as 0x and 64 hex digits.
 */
final class FieldHash {
  private static final int BITS_DROPPED = 8;

  private FieldHash() {}

  static String of(String signal) {
    byte[] keccak = Hash.sha3(signal.getBytes(StandardCharsets.UTF_8));
    return "0x%064x".formatted(new BigInteger(1, keccak).shiftRight(BITS_DROPPED));
  }
}
