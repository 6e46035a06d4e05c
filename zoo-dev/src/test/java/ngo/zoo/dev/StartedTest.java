package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedTest {
  @TempDir Path data;
  private List<ProcessHandle> children = List.of();

  @AfterEach
  void end() {
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void findsWhatADeadScriptHasLeftBehind() throws Exception {
    ProcessHandle script = script();
    Started started = Started.of(script, "");
    assertThat(started.leftBehind(data)).isEmpty();

    script.destroyForcibly();
    script.onExit().get(10, TimeUnit.SECONDS);

    assertThat(started.process()).isEmpty();
    assertThat(started.leftBehind(data)).containsExactlyElementsOf(children);
    assertThat(started.leftBehind(Path.of("/another/folder"))).isEmpty();
  }

  /** A shell that has started a child and waits for it, as Keycloak's script does. */
  private ProcessHandle script() throws IOException {
    String line = "tail -f " + data.resolve("file") + " & wait";
    java.nio.file.Files.createFile(data.resolve("file"));
    ProcessHandle script =
        Background.start(List.of("sh", "-c", line), Map.of(), data, data.resolve("log"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (children.stream().noneMatch(it -> it.info().commandLine().orElse("").contains("tail"))) {
      assertThat(System.nanoTime()).as("the child appears in time").isLessThan(deadline);
      children = script.children().toList();
      Thread.onSpinWait();
    }
    return script;
  }
}
