package ngo.zoo.dev;

import jakarta.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ngo.zoo.dev.client.Credential;
import ngo.zoo.dev.client.ZooApi;

/** The commands of the launcher, one method each. */
final class Commands {
  private final Workspace workspace;
  private final Progress progress = new Progress(System.out);

  Commands(Workspace workspace) {
    this.workspace = workspace;
  }

  int run(String command, List<String> arguments) throws IOException {
    return switch (command) {
      case "up" -> up(arguments);
      case "status" -> status(arguments);
      case "down" -> down();
      case "reset" -> reset(arguments);
      case "clock" -> clock(arguments);
      default -> throw new PartFailure("There is no command \"" + command + "\"; see ./zoo help.");
    };
  }

  private int up(List<String> arguments) throws IOException {
    try (StackLock _ = StackLock.take(workspace)) {
      Stack stack = new Stack(workspace, progress);
      Set<String> without = without(arguments);
      if (stack.isUp(without)) {
        progress.say("Zoo is up already.");
      } else {
        stack.up(without);
        progress.say(String.format(Locale.ROOT, "Zoo is up after %.1f s.", progress.seconds()));
      }
      progress.say(new StatusReport(stack).text());
    }
    return 0;
  }

  private static Set<String> without(List<String> arguments) {
    int at = arguments.indexOf("--without");
    return at < 0 || at + 1 >= arguments.size()
        ? Set.of()
        : Set.of(arguments.get(at + 1).split(",", -1));
  }

  private int status(List<String> arguments) {
    Stack stack = new Stack(workspace, progress);
    StatusReport report = new StatusReport(stack);
    progress.say(arguments.contains("--json") ? report.json() : report.text());
    return stack.isUp() ? 0 : 3;
  }

  private int down() throws IOException {
    try (StackLock _ = StackLock.take(workspace)) {
      new Stack(workspace, progress).down();
      progress.say("Zoo is down; its data stays in " + workspace.shown(workspace.data()) + ".");
    }
    return 0;
  }

  private int reset(List<String> arguments) throws IOException {
    if (!arguments.contains("--yes") && !isConfirmed()) {
      progress.say("Nothing was changed.");
      return 1;
    }
    try (StackLock _ = StackLock.take(workspace)) {
      Stack stack = new Stack(workspace, progress);
      stack.down();
      stack.forget();
    }
    progress.say("All data of the local stack is gone; ./zoo up begins anew.");
    return 0;
  }

  private boolean isConfirmed() {
    progress.say(
        "This deletes "
            + workspace.shown(workspace.data())
            + ": database, accounts, chain, keys and logs. Type yes to go on:");
    java.io.Console console = System.console();
    String answer = console == null ? null : console.readLine();
    return answer != null && answer.strip().equals("yes");
  }

  private int clock(List<String> arguments) {
    Access access = new Stack(workspace, progress).access();
    ZooApi sam = new ZooApi(access.portal(), Credential.person(access.realm(), "sam", "sam"));
    String path = "/api/v1/dev/clock";
    progress.say(
        arguments.isEmpty()
            ? sam.get(path).expect(200).body()
            : sam.post(
                    path,
                    Json.createObjectBuilder()
                        .add("advance", isoPeriod(arguments.getFirst()))
                        .build())
                .expect(200)
                .body());
    return 0;
  }

  /** Turns {@code +7d} into {@code P7D}, {@code +1h} into {@code PT1H}, {@code +90m} into PT90M. */
  static String isoPeriod(String step) {
    if (!step.matches("\\+[0-9]{1,5}[dhm]")) {
      throw new PartFailure("\"" + step + "\" is no step of the clock; say +7d, +1h or +30m.");
    }
    String upper = step.substring(1).toUpperCase(Locale.ROOT);
    return (upper.endsWith("D") ? "P" : "PT") + upper;
  }
}
