package ngo.zoo.integration.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.web3j.crypto.Credentials;

/**
 * Which chain, and who sends. The accounts that development chains publish are taken only on chain
 * 31337 on this machine: anybody could empty or impersonate them elsewhere.
 *
 * @param confirmations blocks from a transaction's own to the newest before it counts, at least 1
 */
record ChainSettings(URI endpoint, long chainId, Credentials sender, int confirmations) {
  static final long DEVELOPMENT_CHAIN = 31_337;

  // The ten accounts of the mnemonic that anvil and Hardhat print at start.
  private static final Set<String> PUBLISHED =
      Set.of(
          "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
          "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
          "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
          "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
          "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65",
          "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
          "0x976ea74026e726554db657fa54763abd0c3a0aa9",
          "0x14dc79964da2c08b23698b3d3cc7ca32193d9955",
          "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
          "0xa0ee7a142d267c1f36714e4a8f75612f20a79720");

  ChainSettings {
    if (confirmations < 1) {
      throw new IllegalArgumentException("zoo.chain.confirmations must be at least 1");
    }
    String address = sender.getAddress().toLowerCase(Locale.ROOT);
    if (PUBLISHED.contains(address) && !(chainId == DEVELOPMENT_CHAIN && isLoopback(endpoint))) {
      throw new IllegalArgumentException(
          "zoo.chain.key-file holds the published key of "
              + address
              + ", which is refused except on chain 31337 on this machine");
    }
  }

  /**
   * @param keyFile holds the private key as 64 hex digits
   * @throws IllegalArgumentException naming the setting to correct, never the key
   */
  static ChainSettings read(String endpoint, long chainId, Path keyFile, int confirmations) {
    return new ChainSettings(URI.create(endpoint), chainId, sender(keyFile), confirmations);
  }

  private static Credentials sender(Path keyFile) {
    try {
      String key = Files.readString(keyFile).strip();
      if (!key.matches("(0x)?[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException("zoo.chain.key-file must hold 64 hex digits");
      }
      return Credentials.create(key);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read zoo.chain.key-file " + keyFile, e);
    }
  }

  private static boolean isLoopback(URI endpoint) {
    String host = endpoint.getHost();
    // Names are not resolved: only what is loopback on every machine counts.
    return "localhost".equals(host)
        || (host != null
            && host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
            && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress());
  }

  @Override
  public String toString() {
    return "chain " + chainId + " at " + endpoint.getHost();
  }
}
