package ngo.zoo.integration.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A server that others wrote, from src/test/js/servers, on a port of its own. It ends when it is
 * closed and also when this virtual machine is gone.
 */
final class PeerServer implements AutoCloseable {
  private static final Path FOLDER = Peers.FOLDER.resolve("servers");
  private static final String LISTENING = "Listening on ";

  private final Process process;
  private final String url;

  private PeerServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * @param data where it keeps what it is given
   */
  static PeerServer start(String script, Path data) throws IOException {
    String node = Peers.node(FOLDER).toString();
    Process process =
        new ProcessBuilder(
                node, "--disable-warning=ExperimentalWarning", script, data.toAbsolutePath() + "")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> drain(output));
        return new PeerServer(process, line.substring(LISTENING.length()));
      }
      said.append(line).append('\n');
    }
    throw new IOException(script + " ended before it listened:\n" + said);
  }

  /** Its pipe must not fill up; it breaks when the process is stopped. */
  private static void drain(BufferedReader output) {
    try {
      output.lines().forEach(Objects::requireNonNull);
    } catch (UncheckedIOException stopped) {
      Objects.requireNonNull(stopped.getCause());
    }
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try (OutputStream input = process.getOutputStream()) {
      input.flush();
    }
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
