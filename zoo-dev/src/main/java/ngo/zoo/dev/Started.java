package ngo.zoo.dev;

import java.time.Duration;
import java.time.Instant;
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

  static Started of(ProcessHandle process, String stamp) {
    Instant at = process.info().startInstant().orElseGet(Instant::now);
    return new Started(process.pid(), at.toEpochMilli(), stamp);
  }

  /** The living process, if it is still the one we started. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(at -> Math.abs(at.toEpochMilli() - startedAt) <= CLOCK_ROUNDING.toMillis())
        .orElse(false);
  }
}
