package ngo.zoo.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process this stack has started. A pid alone may belong to somebody else by now, so the start
 * time must fit too before the process is called ours.
 *
 * @param startedAt start time in milliseconds since the epoch, as the system tells it
 * @param stamp fingerprint of what the part was started from; another one means it is outdated
 */
public record Started(long pid, long startedAt, String stamp) {
  private static final Duration CLOCK_ROUNDING = Duration.ofSeconds(2);
  private static final long NONE = -1;

  static Started of(ProcessHandle process, String stamp) {
    Instant at = process.info().startInstant().orElseGet(Instant::now);
    return new Started(process.pid(), at.toEpochMilli(), stamp);
  }

  /** The living process, if it is still the one we started. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
  }

  /**
   * Processes of the session that this process has led, when it is dead. Linux gives its number to
   * nobody else while they live; that they name our data folder makes sure that they are ours.
   */
  List<ProcessHandle> leftBehind(Path data) {
    if (ProcessHandle.of(pid).isPresent()) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .filter(it -> session(it.pid()) == pid)
        .filter(it -> it.info().commandLine().orElse("").contains(data.toString()))
        .toList();
  }

  /** The sixth field of {@code /proc/PID/stat}; the second, in parentheses, may hold anything. */
  private static long session(long process) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(process), "stat"), StandardCharsets.ISO_8859_1);
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    } catch (IOException e) {
      return NONE; // It ended meanwhile.
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(at -> Math.abs(at.toEpochMilli() - startedAt) <= CLOCK_ROUNDING.toMillis())
        .orElse(false);
  }
}
