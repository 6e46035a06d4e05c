package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A development chain of its own on a free port; blocks are made per transaction. */
final class Anvil implements AutoCloseable {
  private static final String LISTENING = "Listening on ";
  private static final Path BUNDLED =
      Path.of("../../contracts/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");

  private final Process process;
  private final URI endpoint;

  private Anvil(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static Anvil start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    binary().toString(),
                    "--port",
                    "0",
                    "--chain-id",
                    "31337",
                    "--hardfork",
                    "cancun",
                    "--prune-history"))
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> drain(output));
        return new Anvil(process, URI.create("http://" + line.substring(LISTENING.length())));
      }
    }
    throw new IOException("anvil ended before it listened");
  }

  /** Its pipe must not fill up; it breaks when the process is stopped. */
  private static void drain(BufferedReader output) {
    try {
      output.lines().forEach(Objects::requireNonNull);
    } catch (UncheckedIOException stopped) {
      assertThat(stopped).hasCauseInstanceOf(IOException.class);
    }
  }

  private static Path binary() {
    return Stream.concat(
            Stream.of(BUNDLED),
            Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, "anvil")))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(Anvil::missing);
  }

  private static Path missing() {
    String message = "No anvil: run 'npm ci --ignore-scripts' in contracts/, or put it on the PATH";
    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
  }

  URI endpoint() {
    return endpoint;
  }

  /** A call of anvil's own, such as evm_snapshot; answers the whole JSON. */
  String call(String method, String parameters) throws IOException, InterruptedException {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
