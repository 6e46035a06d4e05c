package ngo.zoo.gpu.node.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbedderTest {

  private static Embedder embedder;

  @BeforeAll
  static void load() {
    embedder = Embedder.shipped();
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void givesVectorsOfLengthOne() {
    float[] vector = embedder.embed("Check the units.").vector();
    assertThat(vector).hasSize(384);
    assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void namesModelAndRuntime() {
    assertThat(embedder.embedderId()).matches("bge-small-en-v1\\.5-q:[0-9a-f]{16}:ort-1\\.20\\.0");
  }

  @Test
  void countsTheTokensBetweenTheMarks() {
    assertThat(embedder.embed("").tokens()).isEqualTo(2);
    assertThat(embedder.embed("word ".repeat(2000)).tokens()).isEqualTo(512);
  }

  @Test
  void putsAQuestionNearestToItsSignsExperience() {
    for (Sign asked : new Sign[] {Sign.OTTER, Sign.EGRET, Sign.STORK}) {
      float[] question = embed(new Task(asked, new Digits(4, 0, 7, 2)).question());
      double match = cosine(question, embed(World.standard().fact(asked).sentence()));
      assertThat(match).isGreaterThan(0.72);
      for (Sign other : Sign.values()) {
        if (other != asked) {
          assertThat(cosine(question, embed(World.standard().fact(other).sentence())))
              .isLessThan(match);
        }
      }
    }
  }

  private static float[] embed(String text) {
    return embedder.embed(text).vector();
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
