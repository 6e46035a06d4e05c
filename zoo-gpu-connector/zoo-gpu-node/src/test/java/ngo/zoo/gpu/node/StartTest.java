package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command line means, and what is said of one that cannot work. */
class StartTest {
  @TempDir Path folder;

  @Test
  void oneLineIsEnough() {
    NodeOptions options =
        NodeOptions.parse("--operator", "https://zoo.example", "--enrol", "zne_x", "--data", "/d");
    assertThat(options.role()).isEqualTo(NodeRole.PROVIDER);
    assertThat(options.keyFile()).isEqualTo(Path.of("/d/node.pem"));
    assertThat(options.tokenFile()).isEmpty();
    assertThat(options.name()).matches("[a-z0-9][a-z0-9.-]{0,62}");
    assertThat(options.join().url()).isEqualTo("http://127.0.0.1:8100");
    assertThat(options.log()).isEqualTo(Logs.Options.USUAL);
  }

  @Test
  void optionsNameWhatIsMissingOrWrong() {
    for (List<String> wrong :
        List.of(
            List.of("--name", "n", "Missing --operator"),
            List.of("--nome", "n", "--nome"),
            List.of("--operator", "http://o", "--slots", "two", "--slots is a whole number"),
            List.of("--operator", "http://o", "--slots", "0", "--slots is at least 1"),
            List.of("--operator", "http://o", "--role", "boss", "--role is"),
            List.of("--operator", "http://o", "--log", "xml", "--log is text or json"))) {
      String[] arguments = wrong.subList(0, wrong.size() - 1).toArray(String[]::new);
      assertThatThrownBy(() -> NodeOptions.parse(arguments))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.getLast());
    }
  }

  @Test
  void aFolderThatCannotBeServedSaysWhy() throws IOException {
    assertUnusable("has no weights.safetensors", 256);
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"qwen3\"}");
    assertUnusable("holds a model of type qwen3", 256);
    Files.writeString(folder.resolve("config.json"), "[]");
    assertUnusable("is not a JSON object", 256);
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"zoo-keeper-tiny\"}");
    Files.writeString(folder.resolve("weights.safetensors"), "no such thing");
    assertUnusable("are no weights of zoo-keeper-tiny", 256);
    assertUnusable("need 64 MiB and this machine has 63", 63);
  }

  private void assertUnusable(String why, int memoryMib) {
    assertThatThrownBy(() -> new ModelFolder(folder).load(memoryMib))
        .isInstanceOf(ModelFolder.Unusable.class)
        .hasMessageContaining(why);
  }

  @Test
  void theMachineHasMemory() {
    assertThat(Memory.mib()).isPositive();
  }

  @Test
  void aLogLineIsAnObject() {
    LogRecord record = new LogRecord(Level.WARNING, "it \"says\"\nso");
    record.setThrown(new IOException("gone"));
    String line = new Logs.Lines().format(record);
    assertThat(line.lines()).hasSize(1);
    assertThat(NodeFixture.json(line).getString("message")).isEqualTo("it \"says\"\nso");
    assertThat(NodeFixture.json(line).getString("error")).contains("IOException: gone");
    assertThat(new Logs.Words().format(record)).contains("WARNING it \"says\"");
  }
}
