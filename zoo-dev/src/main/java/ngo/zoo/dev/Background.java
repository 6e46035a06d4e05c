package ngo.zoo.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that outlive the command that starts them: own session, output to a log file. */
public final class Background {
  private Background() {}

  /**
   * Starts a command detached from the terminal: {@code setsid} gives it a session of its own, so
   * neither Ctrl-C nor closing the terminal reaches it.
   */
  static ProcessHandle start(
      List<String> command, Map<String, String> environment, Path folder, Path log)
      throws IOException {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    if (Files.exists(log)) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".1"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start().toHandle();
  }

  /** Runs a command to its end. Answers its output; a failure is told with the output's end. */
  public static String run(Path folder, Duration limit, String... command) {
    Path out = null;
    try {
      out = Files.createTempFile("zoo-", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new PartFailure(command[0] + " took longer than " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new PartFailure(Path.of(command[0]).getFileName() + " failed:\n" + tail(out, 8));
      }
      return Files.readString(out);
    } catch (IOException e) {
      throw new PartFailure("Cannot run " + command[0] + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartFailure("Interrupted while running " + command[0], e);
    } finally {
      delete(out);
    }
  }

  /**
   * Asks a process to end by a signal and, when it does not in time, makes it. What it has started
   * itself (a shell script its JVM, for one) does not outlive it.
   */
  static void stop(ProcessHandle process, String signal, Duration grace) {
    List<ProcessHandle> children = process.descendants().toList();
    signal(process, signal);
    if (signal.equals("TERM")) {
      // A shell waits for its child before it heeds the signal.
      children.forEach(ProcessHandle::destroy);
    }
    if (!signal.equals("KILL") && !ended(process, grace)) {
      process.destroyForcibly();
    }
    children.forEach(child -> endChild(child, signal));
    ended(process, Duration.ofSeconds(10));
  }

  private static void endChild(ProcessHandle child, String signal) {
    if (signal.equals("KILL") || !ended(child, Duration.ofSeconds(5))) {
      child.destroyForcibly();
    }
    ended(child, Duration.ofSeconds(10));
  }

  /**
   * The last lines of a log file, each indented; empty when there is none. A server that refuses an
   * application lists hundreds of services that miss it: those lines say nothing.
   */
  static String tail(Path log, int lines) {
    if (!Files.exists(log)) {
      return "";
    }
    Deque<String> last = new ArrayDeque<>();
    try (var all = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      all.filter(line -> !line.isBlank() && !line.contains("(missing) dependents"))
          .forEach(
              line -> {
                last.add("    | " + (line.length() > 200 ? line.substring(0, 200) + "…" : line));
                if (last.size() > lines) {
                  last.remove();
                }
              });
    } catch (IOException e) {
      return "    | (unreadable: " + e.getMessage() + ")";
    }
    return String.join("\n", last);
  }

  /** The JDK has no call for a signal other than TERM and KILL, hence the command. */
  private static void signal(ProcessHandle process, String signal) {
    if (signal.equals("TERM")) {
      process.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ended(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A forgotten temporary file harms nobody.
      file.toFile().deleteOnExit();
    }
  }
}
