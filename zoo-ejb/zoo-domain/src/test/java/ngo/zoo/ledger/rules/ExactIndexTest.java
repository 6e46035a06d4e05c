package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.ledger.rules.ExactIndex.Entry;
import ngo.zoo.ledger.rules.ExactIndex.Hit;
import org.junit.jupiter.api.Test;

class ExactIndexTest {
  private static final int DIMENSION = 48;

  @Test
  void findsWhatBruteForceFindsAlsoAmongTies() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = entriesWithTies(random, 60);
      QuantisedVector query = QuantisedVector.of(vector(random));

      List<Entry> found =
          new ExactIndex(entries).nearest(query, 10, -1).stream().map(Hit::entry).toList();

      assertThat(found).isEqualTo(bruteForce(entries, query, 10));
    }
  }

  @Test
  void theOrderOfLoadingDoesNotMatter() {
    Random random = new Random(7);
    List<Entry> entries = entriesWithTies(random, 40);
    QuantisedVector query = QuantisedVector.of(vector(random));
    List<Hit> hits = new ExactIndex(entries).nearest(query, 40, -1);
    Collections.shuffle(entries, random);

    assertThat(new ExactIndex(entries).nearest(query, 40, -1)).isEqualTo(hits);
  }

  @Test
  void quantisingMovesACosineByLittle() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      float[] a = vector(random);
      float[] b = vector(random);
      double exact = cosine(a, b);

      assertThat(QuantisedVector.of(a).cosine(QuantisedVector.of(b)))
          .isBetween(exact - 0.02, exact + 0.02);
    }
  }

  @Test
  void aVectorWithoutDirectionIsRefused() {
    assertThatThrownBy(() -> QuantisedVector.of(new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuantisedVector.of(new float[] {Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    QuantisedVector two = QuantisedVector.of(new float[] {1, 0});
    assertThatThrownBy(() -> two.cosine(QuantisedVector.of(new float[] {1})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void relevanceKeepsWhatIsAboveTheFloorAndNearTheNearest() {
    ExactIndex index = new ExactIndex(List.of(at(0.80), at(0.76), at(0.74), at(0.71), at(0.30)));
    QuantisedVector question = QuantisedVector.of(new float[] {1, 0});

    assertThat(texts(new RelevanceRule(8, 7200, 500), index, question))
        .containsExactly("0.8", "0.76");
    assertThat(texts(new RelevanceRule(8, 7200, 2000), index, question))
        .containsExactly("0.8", "0.76", "0.74");
    assertThat(texts(new RelevanceRule(1, 0, 10000), index, question)).containsExactly("0.8");
    assertThat(texts(new RelevanceRule(8, 9000, 10000), index, question)).isEmpty();
  }

  private static List<String> texts(RelevanceRule rule, ExactIndex index, QuantisedVector query) {
    return rule.select(index, query).stream().map(h -> h.entry().text()).toList();
  }

  private static Entry at(double cosine) {
    float[] vector = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    return entry(Double.toString(cosine), new byte[32], QuantisedVector.of(vector));
  }

  private static Entry entry(String text, byte[] leafData, QuantisedVector vector) {
    return new Entry(UUID.randomUUID(), text, new UUID(0, 2), leafData, vector);
  }

  /** Every vector stands twice or thrice, with leaf data on both sides of the sign bit. */
  private static List<Entry> entriesWithTies(Random random, int size) {
    List<Entry> entries = new ArrayList<>();
    while (entries.size() < size) {
      QuantisedVector vector = QuantisedVector.of(vector(random));
      for (int i = 0; i < 2 + random.nextInt(2); i++) {
        byte[] leafData = new byte[32];
        random.nextBytes(leafData);
        entries.add(entry("e" + entries.size(), leafData, vector));
      }
    }
    return entries;
  }

  /** By repeatedly taking the best of what is left. */
  private static List<Entry> bruteForce(List<Entry> entries, QuantisedVector query, int k) {
    List<Entry> left = new ArrayList<>(entries);
    List<Entry> best = new ArrayList<>();
    while (best.size() < k) {
      Entry first = left.getFirst();
      for (Entry other : left) {
        double gain = other.vector().cosine(query) - first.vector().cosine(query);
        if (gain > 0
            || (gain == 0 && Arrays.compareUnsigned(other.leafData(), first.leafData()) < 0)) {
          first = other;
        }
      }
      best.add(first);
      left.remove(first);
    }
    return best;
  }

  private static float[] vector(Random random) {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
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
