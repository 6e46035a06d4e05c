package ngo.zoo.dev;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ngo.zoo.dev.client.Credential;
import ngo.zoo.dev.client.Reply;
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
      case "replay" -> replay(arguments);
      default -> throw new PartFailure("There is no command \"" + command + "\"; see ./zoo help.");
    };
  }

  private int up(List<String> arguments) throws IOException {
    try (StackLock _ = StackLock.take(workspace)) {
      Stack stack = new Stack(workspace, progress);
      Set<String> without = without(arguments, stack.names());
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

  /** Anything that is not understood is refused: a misspelt part would else be started. */
  static Set<String> without(List<String> arguments, Set<String> parts) {
    if (arguments.isEmpty()) {
      return Set.of();
    }
    if (arguments.size() != 2 || !arguments.getFirst().equals("--without")) {
      throw new PartFailure("Say ./zoo up, or ./zoo up --without PART,…; see ./zoo help.");
    }
    Set<String> named = new LinkedHashSet<>(List.of(arguments.getLast().split(",", -1)));
    named.stream()
        .filter(name -> !parts.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new PartFailure(
                  "There is no part \"" + name + "\"; there are " + String.join(", ", parts) + ".");
            });
    return named;
  }

  /** At most the one option that a command knows. */
  private static boolean has(String option, List<String> arguments) {
    if (arguments.isEmpty()) {
      return false;
    }
    if (!arguments.equals(List.of(option))) {
      throw new PartFailure(
          "\"" + String.join(" ", arguments) + "\" is not understood here; see ./zoo help.");
    }
    return true;
  }

  private int status(List<String> arguments) {
    Stack stack = new Stack(workspace, progress);
    StatusReport report = new StatusReport(stack);
    progress.say(has("--json", arguments) ? report.json() : report.text());
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
    if (!has("--yes", arguments) && !isConfirmed()) {
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
    Stack stack = new Stack(workspace, progress);
    String path = "/api/v1/dev/clock";
    if (arguments.isEmpty()) {
      tellTime(sam(stack).get(path));
    } else {
      String advance = isoPeriod(String.join(" ", arguments));
      tellTime(sam(stack).post(path, Json.createObjectBuilder().add("advance", advance).build()));
    }
    return 0;
  }

  /** As staff, and therefore free. */
  private int replay(List<String> arguments) {
    if (arguments.size() != 1 || !arguments.getFirst().matches("[0-9a-fA-F-]{36}")) {
      throw new PartFailure("Say ./zoo replay RECEIPT; see ./zoo help.");
    }
    String path = "/api/v1/receipts/" + arguments.getFirst() + "/replay";
    JsonObject replay =
        sam(new Stack(workspace, progress))
            .post(path, JsonValue.EMPTY_JSON_OBJECT)
            .expect(200)
            .json();
    boolean match = replay.getBoolean("match");
    progress.say(
        String.format(
            Locale.ROOT,
            "%s: %s (%d tokens, answered by %s, computed again by %s).",
            match ? "Match" : "NO MATCH",
            replay.getString("reason"),
            replay.getInt("tokens"),
            replay.getString("node"),
            replay.getString("again")));
    return match ? 0 : 1;
  }

  private static ZooApi sam(Stack stack) {
    if (!stack.isUp()) {
      throw new PartFailure("Zoo is not up; start it with ./zoo up.");
    }
    Access access = stack.access();
    return new ZooApi(access.portal(), Credential.person(access.realm(), "sam", "sam"));
  }

  private void tellTime(Reply reply) {
    JsonObject clock = reply.expect(200).json();
    Duration ahead = Duration.parse(clock.getString("offset"));
    progress.say(
        String.format(
            Locale.ROOT,
            "The business clock shows %s, %d days %d h %d min ahead of the wall clock.",
            clock.getString("now"),
            ahead.toDays(),
            ahead.toHoursPart(),
            ahead.toMinutesPart()));
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
