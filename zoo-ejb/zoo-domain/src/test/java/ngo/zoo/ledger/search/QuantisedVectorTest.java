package ngo.zoo.ledger.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantisedVectorTest {
  @Test
  void quantisingMovesACosineByLittle() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      float[] a = Vectors.floats(random, 48);
      float[] b = Vectors.floats(random, 48);

      assertThat(QuantisedVector.of(a).cosine(QuantisedVector.of(b)))
          .isCloseTo(cosine(a, b), within(0.02));
    }
  }

  @Test
  void whatHasNoDirectionOrNoFormIsRefused() {
    refused(() -> QuantisedVector.of(new float[3]));
    refused(() -> QuantisedVector.of(new float[0]));
    refused(() -> QuantisedVector.of(new float[] {Float.NaN}));
    refused(() -> QuantisedVector.of(new byte[] {0, 0}));
    refused(() -> QuantisedVector.of(new byte[] {1, -128}));
    refused(() -> QuantisedVector.ofBase64("no base64!"));
    refused(() -> QuantisedVector.of(new byte[65_537]));
    QuantisedVector two = QuantisedVector.of(new float[] {1, 0});
    refused(() -> two.cosine(QuantisedVector.of(new float[] {1})));
  }

  @Test
  void itsBytesAreAllThereIsToIt() {
    QuantisedVector vector = Vectors.vector(new Random(12), 384);

    assertThat(QuantisedVector.of(vector.bytes())).isEqualTo(vector);
    assertThat(Base64.getDecoder().decode(vector.base64())).isEqualTo(vector.bytes());
    assertThat(vector.cosine(vector)).isEqualTo(1);
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      normA += a[i] * a[i];
      normB += b[i] * b[i];
    }
    return dot / Math.sqrt(normA * normB);
  }
}
