package ngo.zoo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node of a provider's, started by the one line its guide gives. */
final class NodeProcess implements AutoCloseable {
  private static final Path ROOT =
      Path.of(System.getProperty("zoo.root", "..")).toAbsolutePath().normalize();

  private final Path folder;
  private final int port;
  private final Process process;

  private NodeProcess(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** A port nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static NodeProcess start(Path folder, int port, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                ROOT.resolve("zoo-gpu-connector/zoo-gpu-node/target/zoo-node.jar").toString(),
                "--data",
                folder.toString(),
                "--port",
                Integer.toString(port)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    // What the other nodes have unpacked already.
    builder
        .environment()
        .put("DJL_CACHE_DIR", ROOT.resolve("zoo-ear/target/zoo-it/djl").toString());
    return new NodeProcess(folder, port, builder.start());
  }

  int port() {
    return port;
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its exit status, or -1 when it lives on. */
  int ended() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Asks it to end. */
  void stop() {
    process.destroy();
  }

  /** Ends it without warning. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
