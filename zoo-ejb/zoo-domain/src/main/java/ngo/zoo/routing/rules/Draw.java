package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import ngo.zoo.log.Sha256;

/**
 * Random numbers that anybody can compute again: SHA-256 over the query's id, the attempt and what
 * the number is for, one per line, read as an unsigned number.
 *
 * @param attempt how many nodes were given up before
 */
record Draw(UUID query, int attempt) {
  /** Evenly, but for less than one in 2^128 while the bound is below 2^128. */
  BigInteger below(String purpose, BigInteger bound) {
    String text = "zoo-routing-v1\n" + query + "\n" + attempt + "\n" + purpose;
    return new BigInteger(1, Sha256.of(text.getBytes(StandardCharsets.UTF_8))).mod(bound);
  }

  int below(String purpose, int bound) {
    return below(purpose, BigInteger.valueOf(bound)).intValueExact();
  }
}
