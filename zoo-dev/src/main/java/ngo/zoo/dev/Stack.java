package ngo.zoo.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ngo.zoo.dev.part.ChainPart;
import ngo.zoo.dev.part.KeycloakPart;
import ngo.zoo.dev.part.Launch;
import ngo.zoo.dev.part.NodePart;
import ngo.zoo.dev.part.Part;
import ngo.zoo.dev.part.PostgresPart;
import ngo.zoo.dev.part.WildflyPart;
import org.jspecify.annotations.Nullable;

/**
 * All parts of Zoo on one machine. Parts start side by side as far as they do not need each other.
 * A start that fails or is interrupted stops what it has started and nothing else.
 */
public final class Stack {
  private static final Duration POLL = Duration.ofMillis(150);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Workspace workspace;
  private final Progress progress;
  private final StackState state;
  private final Access access;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Collection<String> startedHere = new ConcurrentLinkedDeque<>();
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException firstFailure;

  public Stack(Workspace workspace, Progress progress) {
    this.workspace = workspace;
    this.progress = progress;
    this.state = StackState.load(workspace);
    Ports ports = state.ports();
    Secrets secrets = new Secrets(workspace);
    PostgresPart postgres = new PostgresPart(workspace, ports, secrets);
    KeycloakPart keycloak = new KeycloakPart(workspace, ports, secrets);
    ChainPart chain = new ChainPart(workspace, ports, secrets);
    NodePart operator = NodePart.operator(workspace, ports, secrets);
    NodePart provider = NodePart.provider(workspace, ports, secrets);
    WildflyPart wildfly =
        new WildflyPart(
            workspace, ports, secrets, postgres, keycloak, chain, List.of(operator, provider));
    for (Part part : List.of(postgres, keycloak, chain, operator, provider, wildfly)) {
      parts.put(part.name(), part);
    }
    this.access = new Access(ports, secrets, postgres);
  }

  /** Addresses and credentials. */
  public Access access() {
    return access;
  }

  /** The parts in the order of their start. */
  public List<Part> parts() {
    return List.copyOf(parts.values());
  }

  /** The names of the parts in the order of their start. */
  Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** The process of a part, if it lives. */
  public Optional<ProcessHandle> process(String part) {
    return state.process(part);
  }

  /** Why a part is left off, if it is. */
  public Optional<String> off(String part) {
    return state.off(part);
  }

  /** The port of that name, see {@link Ports}. */
  int port(String name) {
    return state.ports().of(name);
  }

  /** The log file of a part. */
  public Path log(String part) {
    return workspace.log(part);
  }

  /** Whether every part lives, is ready and runs what was built last, or is off for a reason. */
  public boolean isUp() {
    return parts().stream().allMatch(part -> isCurrent(part) || off(part.name()).isPresent());
  }

  /** Whether {@link #up} would find nothing to do. */
  boolean isUp(Set<String> without) {
    return parts().stream()
        .allMatch(
            part ->
                without.contains(part.name())
                    ? process(part.name()).isEmpty()
                    : isCurrent(part) || part.reasonToStayOff().isPresent());
  }

  /** Starts what does not run yet, restarts what is outdated, and waits until all is ready. */
  public void up(Set<String> without) {
    settlePorts();
    Thread undo = new Thread(this::stopStartedHere, "undo");
    Runtime.getRuntime().addShutdownHook(undo);
    try {
      startAll(without);
    } catch (CompletionException e) {
      stopStartedHere();
      throw firstFailure instanceof RuntimeException first
          ? first
          : new PartFailure("The start was interrupted.", e);
    }
    startedHere.clear();
    Runtime.getRuntime().removeShutdownHook(undo);
  }

  /** Deletes all data of this stack, which must be down. */
  public void forget() {
    try {
      workspace.delete();
    } catch (IOException e) {
      throw new PartFailure(
          "Cannot delete " + workspace.shown(workspace.data()) + ": " + e.getMessage(), e);
    }
  }

  private void startAll(Set<String> without) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
      for (Part part : parts()) {
        CompletableFuture<?>[] before =
            part.needs().stream().map(starts::get).toArray(CompletableFuture[]::new);
        starts.put(
            part.name(),
            CompletableFuture.allOf(before)
                .thenRunAsync(() -> startOrGiveUp(part, without), threads));
      }
      CompletableFuture.allOf(starts.values().toArray(CompletableFuture[]::new)).join();
    }
  }

  private void startOrGiveUp(Part part, Set<String> without) {
    try {
      startUnlessOff(part, without);
    } catch (RuntimeException e) {
      giveUp(e);
      throw e;
    }
  }

  private synchronized void giveUp(RuntimeException failure) {
    if (!stopping) {
      stopping = true;
      firstFailure = failure;
    }
  }

  /** Starts one part and waits until it is ready. */
  public void start(String part) {
    start(part(part));
    startedHere.remove(part);
  }

  /** Stops one part in an orderly way. */
  public void stop(String part) {
    state
        .process(part)
        .ifPresent(
            process -> {
              Background.stop(process, part(part).stopSignal(), GRACE);
              progress.say(part, "stopped");
            });
    state.leftBehind(part, workspace.data()).forEach(it -> Background.stop(it, "TERM", GRACE));
    state.stopped(part);
  }

  /** Ends one part at once and without warning, as a crash would. */
  public void kill(String part) {
    state.process(part).ifPresent(process -> Background.stop(process, "KILL", GRACE));
    state.stopped(part);
  }

  /** Stops all parts, those that need others first. */
  public void down() {
    parts().reversed().forEach(part -> stop(part.name()));
  }

  /** Chosen all at once before the first start, because the parts are told of each other's. */
  private void settlePorts() {
    for (Part part : parts()) {
      if (process(part.name()).isEmpty()) {
        stop(part.name());
        part.ports().forEach(state.ports()::renewUnlessFree);
      }
      part.ports().forEach(state.ports()::of);
    }
    state.save();
  }

  private void startUnlessOff(Part part, Set<String> without) {
    if (isCurrent(part)) {
      progress.say(part.name(), "runs   " + part.address());
      return;
    }
    Optional<String> off =
        without.contains(part.name()) ? Optional.of("left out as asked") : part.reasonToStayOff();
    if (off.isPresent()) {
      stop(part.name());
      state.leftOff(part.name(), off.get());
      progress.say(part.name(), "off    " + off.get());
      return;
    }
    start(part);
  }

  private boolean isCurrent(Part part) {
    return process(part.name()).isPresent()
        && state.isCurrent(part.name(), part.stamp())
        && part.isReady();
  }

  private void start(Part part) {
    String name = part.name();
    stop(name);
    Path log = workspace.log(name);
    try {
      progress.say(name, "starts");
      Launch launch = part.launch();
      synchronized (this) {
        if (stopping) {
          throw new PartFailure(name + " was not started, because the start was given up");
        }
        startedHere.add(name);
        ProcessHandle process =
            Background.start(launch.command(), launch.environment(), launch.folder(), log);
        state.started(name, Started.of(process, part.stamp()));
      }
      await(part, log);
      String done = part.afterStart();
      progress.say(name, "ready  " + part.address() + (done.isEmpty() ? "" : "  (" + done + ")"));
    } catch (IOException e) {
      throw new PartFailure(name + " could not be prepared: " + e.getMessage(), e);
    }
  }

  private void await(Part part, Path log) {
    long deadline = System.nanoTime() + part.limit().toNanos();
    while (!part.isReady()) {
      if (stopping) {
        throw new PartFailure(part.name() + " was stopped while it started");
      }
      if (process(part.name()).isEmpty()) {
        throw failure(part, log, "died while it started");
      }
      Optional<String> hopeless = part.failure();
      if (hopeless.isPresent()) {
        throw failure(part, log, "failed: " + hopeless.get());
      }
      if (System.nanoTime() > deadline) {
        throw failure(part, log, "was not ready after " + part.limit().toSeconds() + " s");
      }
      pause();
    }
  }

  private PartFailure failure(Part part, Path log, String what) {
    return new PartFailure(
        part.name()
            + " "
            + what
            + "; its log is "
            + workspace.shown(log)
            + ", which ends:\n"
            + Background.tail(log, 15));
  }

  private void stopStartedHere() {
    List<String> mine;
    synchronized (this) {
      stopping = true;
      mine = new ArrayList<>(startedHere).reversed();
      startedHere.clear();
    }
    if (!mine.isEmpty()) {
      progress.say("Stopping what was started: " + String.join(", ", mine));
    }
    mine.forEach(this::stop);
  }

  private Part part(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new PartFailure(
          "There is no part \""
              + name
              + "\"; there are "
              + String.join(", ", parts.keySet())
              + ".");
    }
    return part;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartFailure("Interrupted while waiting", e);
    }
  }
}
