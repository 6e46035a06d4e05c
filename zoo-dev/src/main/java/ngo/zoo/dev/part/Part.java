package ngo.zoo.dev.part;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One process of the local stack. Its life: {@link #reasonToStayOff} may leave it out; {@link
 * #launch} prepares files and tells the command; {@link #isReady} is asked until it answers true;
 * {@link #afterStart} does what can only be done on a running part.
 */
public interface Part {
  /** Short name, also the name of its log file. */
  String name();

  /** Names of the ports it listens on, the most important first. */
  List<String> ports();

  /** Parts that must be ready before this one starts. */
  default List<String> needs() {
    return List.of();
  }

  /** A sentence that says why this part cannot run here although the others can. */
  default Optional<String> reasonToStayOff() {
    return Optional.empty();
  }

  /** Fingerprint of what the part runs; when it differs from the running one, it is restarted. */
  default String stamp() {
    return "";
  }

  /** Prepares everything on disk and tells how to start the process. */
  Launch launch() throws IOException;

  /** Whether it does its work now. Asked several times a second, so it must be cheap. */
  boolean isReady();

  /** A reason why waiting makes no sense any more. */
  default Optional<String> failure() {
    return Optional.empty();
  }

  /** Runs once after each start, before the part counts as ready. Answers what was done. */
  default String afterStart() {
    return "";
  }

  /** How long the first readiness may take on a slow machine. */
  default Duration limit() {
    return Duration.ofSeconds(120);
  }

  /** The signal that ends it in an orderly way. */
  default String stopSignal() {
    return "TERM";
  }

  /** Where a person finds it. */
  String address();
}
