package ngo.zoo.dev.audit;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@code audit ledger} was called.
 *
 * @param folder a mirror to look at instead of the database
 * @param key the operator's verifier key as known from elsewhere
 */
record LedgerOptions(
    @Nullable Path folder,
    @Nullable String key,
    @Nullable String rpc,
    @Nullable String ipfs,
    @Nullable String arweave,
    boolean json) {
  static final String USAGE =
      "Usage: ./zoo audit ledger [DIR] [--json] [--key KEY] [--rpc URL] [--ipfs URL] [--arweave URL]";

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static LedgerOptions of(List<String> arguments) {
    Path folder = null;
    String key = null;
    String rpc = null;
    String ipfs = null;
    String arweave = null;
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--json" -> json = true;
        case "--key" -> key = value(arguments, ++i);
        case "--rpc" -> rpc = value(arguments, ++i);
        case "--ipfs" -> ipfs = value(arguments, ++i);
        case "--arweave" -> arweave = value(arguments, ++i);
        default -> {
          if (argument.startsWith("-") || folder != null) {
            throw new IllegalArgumentException("Not understood: " + argument);
          }
          folder = Path.of(argument);
        }
      }
    }
    return new LedgerOptions(folder, key, rpc, ipfs, arweave, json);
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at - 1) + " needs a value");
    }
    return arguments.get(at);
  }
}
