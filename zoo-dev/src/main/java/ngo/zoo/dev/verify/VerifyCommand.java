package ngo.zoo.dev.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code verify FILE [--key KEY] [--rpc URL]}: prints each check of a proof file (docs/proofs.md)
 * and whether it is verified. Nothing is read from the network unless a chain is named. The exit
 * status is 0 for a verified file, else 1, and 2 when it was called in a wrong way.
 */
public final class VerifyCommand {
  private static final String USAGE = "Usage: ./zoo verify FILE [--key KEY] [--rpc URL]";

  private record Options(Path file, @Nullable String key, @Nullable URI rpc) {}

  private VerifyCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * @return the exit status
   */
  public static int run(String... arguments) {
    return run(System.out, arguments);
  }

  static int run(PrintStream out, String... arguments) {
    Options options;
    try {
      options = options(List.of(arguments));
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage() + "\n" + USAGE);
      return 2;
    }
    List<ProofCheck> checks;
    try {
      checks = checks(options);
    } catch (NoSuchFileException e) {
      out.println("not verified: there is no file " + options.file());
      return 1;
    } catch (IllegalArgumentException | IOException e) {
      out.println("not verified: " + options.file() + " is no proof file: " + e.getMessage());
      return 1;
    }
    return report(out, checks);
  }

  private static List<ProofCheck> checks(Options options) throws IOException {
    ProofFile file = ProofFile.parse(Files.readString(options.file()).strip());
    List<ProofCheck> checks = new ArrayList<>(ProofCheck.all(file, options.key()));
    if (options.rpc() != null) {
      checks.add(ChainCheck.run(file, options.rpc()));
    }
    return checks;
  }

  private static int report(PrintStream out, List<ProofCheck> checks) {
    for (ProofCheck check : checks) {
      String outcome = check.outcome().name().toLowerCase(Locale.ROOT);
      out.printf(Locale.ROOT, "%-8s %-11s %s%n", outcome, check.name(), check.detail());
    }
    boolean verified = ProofCheck.verified(checks);
    out.println(verified ? "verified" : "not verified");
    return verified ? 0 : 1;
  }

  private static Options options(List<String> arguments) {
    @Nullable String file = null;
    @Nullable String key = null;
    @Nullable URI rpc = null;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--key" -> key = value(arguments, ++i);
        case "--rpc" -> rpc = URI.create(value(arguments, ++i));
        default -> file = only(file, arguments.get(i));
      }
    }
    if (file == null) {
      throw new IllegalArgumentException("Name the proof file to check.");
    }
    return new Options(Path.of(file), key, rpc);
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(arguments.getLast() + " needs a value.");
    }
    return arguments.get(at);
  }

  private static String only(@Nullable String before, String argument) {
    if (before != null || argument.startsWith("--")) {
      throw new IllegalArgumentException("Unexpected: " + argument);
    }
    return argument;
  }
}
