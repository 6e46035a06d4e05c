package ngo.zoo.bench.gateway;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The backend and the other gateways, as processes of this run. */
final class Peers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path bench;
  private final Path tools;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final int mock;
  private final int embedder;

  Peers(Path bench, Path tools, Path folder) throws IOException {
    this.bench = bench;
    this.tools = tools;
    this.folder = folder;
    this.mock = freePort();
    this.embedder = freePort();
    start(
        "mock",
        embedder,
        "node",
        bench.resolve("mock.mjs").toString(),
        Integer.toString(mock),
        Integer.toString(embedder));
  }

  /** The backend's address, without a slash at the end. */
  String backend() {
    return "http://127.0.0.1:" + mock;
  }

  /** The address of what stands in for the operator's embedding node. */
  String embedder() {
    return "http://127.0.0.1:" + embedder;
  }

  Contender direct() {
    return new Contender("direct", chat(mock), Map.of(), "", List.of(), List.of());
  }

  Contender nginx() throws IOException {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("nginx"));
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(
        configuration,
        Files.readString(bench.resolve("nginx.conf"))
            .replace("@PORT@", Integer.toString(port))
            .replace("@BACKEND@", "127.0.0.1:" + mock)
            .replace("@HOME@", home.toString()));
    Process process =
        start(
            "nginx",
            port,
            tools.resolve("usr/sbin/nginx").toString(),
            "-c",
            configuration.toString(),
            "-p",
            home.toString());
    return new Contender("nginx", chat(port), Map.of(), "", List.of(process.pid()), List.of());
  }

  Contender portkey() throws IOException {
    int port = freePort();
    Path server = tools.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    Process process =
        start("portkey", port, "node", server.toString(), "--port=" + port, "--headless");
    return new Contender(
        "portkey",
        chat(port),
        Map.of(
            "authorization",
            "Bearer key",
            "x-portkey-provider",
            "openai",
            "x-portkey-custom-host",
            backend() + "/v1"),
        "",
        List.of(process.pid()),
        List.of());
  }

  private static String chat(int port) {
    return "http://127.0.0.1:" + port + "/v1/chat/completions";
  }

  private Process start(String name, int port, String... command) throws IOException {
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NODE_ENV", "production");
    Process process = builder.redirectOutput(log).start();
    processes.add(process);
    awaitPort(name, port);
    return process;
  }

  private static void awaitPort(String name, int port) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      try (Socket open = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
    throw new IOException(name + " does not listen");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
