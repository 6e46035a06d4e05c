package ngo.zoo.gpu.ra.protocol;

import java.time.Duration;

/**
 * How long a backend may take.
 *
 * @param connect to a connection
 * @param silence to the first byte, and between bytes of a stream
 * @param longestAnswer to the last byte of any answer; shorter than the lease of a reserved fee, so
 *     that an answer in time is always paid
 * @param asker how long whoever asked may hold up the reading of an answer at once
 */
public record Timeouts(Duration connect, Duration silence, Duration longestAnswer, Duration asker) {
  private static final Duration LEAST = Duration.ofSeconds(60);
  private static final int TOKENS_PER_SECOND = 10;

  /** What an answer of so many tokens may take: a minute, and a second for every ten tokens. */
  Duration answerOf(int tokens) {
    Duration wanted = LEAST.plusSeconds(tokens / TOKENS_PER_SECOND);
    return wanted.compareTo(longestAnswer) < 0 ? wanted : longestAnswer;
  }
}
