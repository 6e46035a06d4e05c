package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs outside the JVM that a test runs to the end. */
final class Tool {
  private Tool() {}

  /** Runs the command in the folder and returns what it printed; fails unless it exits with 0. */
  static String run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ends in time").isTrue();
    assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), printed).isZero();
    return printed;
  }
}
