package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is committed beside the Java: contracts fit their sources, vectors pass the browser's code.
 */
class CommittedArtifactsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void contractsAreWhatTheirSourcesCompileTo() throws Exception {
    Path contracts = ROOT.resolve("contracts");
    Tool.run(contracts, Map.of(), "npm", "ci", "--ignore-scripts", "--silent");
    Tool.run(contracts, Map.of(), "npm", "run", "--silent", "check");
  }

  @Test
  void theBrowsersVerifierPassesTheVectors() throws Exception {
    assertThat(Tool.run(ROOT, Map.of(), "node", "--test", "docs/vectors/check.mjs"))
        .contains("# fail 0");
  }

  @Test
  void thePythonVerifierPassesTheVectors() throws Exception {
    Path sdk = ROOT.resolve("sdk/python");
    Tool.run(sdk, Map.of("PYTHONDONTWRITEBYTECODE", "1"), "python3", "-m", "unittest", "-q");
  }
}
