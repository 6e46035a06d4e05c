package ngo.zoo.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A selection of what {@code bench/money-crash/run} does at length. */
class CrashTest {
  @Test
  void nothingIsLostTornOrPostedTwice() throws Exception {
    try (CrashDatabase database = CrashDatabase.start(Path.of(".."));
        CrashRun run = new CrashRun(database)) {
      for (int seed = 0; seed < 5; seed++) {
        Verdict verdict = run.point(new Random(seed));

        assertThat(verdict.done()).as("seed %d", seed).isPositive();
        assertThat(verdict.sound()).as("seed %d: %s", seed, verdict.line()).isTrue();
      }
      Verdict all = run.everything();
      assertThat(all.sound()).as(all.line()).isTrue();
    }
  }
}
