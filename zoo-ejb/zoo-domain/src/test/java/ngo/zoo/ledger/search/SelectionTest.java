package ngo.zoo.ledger.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is taken of what was found: relevance, diversity, budget. */
class SelectionTest {
  private static final QuantisedVector QUESTION = QuantisedVector.of(new float[] {1, 0, 0});

  @Test
  void relevanceKeepsWhatIsAboveTheFloorAndNearTheNearest() {
    ExactIndex index = new ExactIndex(List.of(at(0.80), at(0.76), at(0.74), at(0.71), at(0.30)));

    assertThat(texts(new RelevanceRule(8, 7200, 500).select(index, QUESTION)))
        .containsExactly("0.8", "0.76");
    assertThat(texts(new RelevanceRule(8, 7200, 2000).select(index, QUESTION)))
        .containsExactly("0.8", "0.76", "0.74");
    assertThat(texts(new RelevanceRule(1, 0, 10000).select(index, QUESTION)))
        .containsExactly("0.8");
    assertThat(new RelevanceRule(8, 9000, 10000).select(index, QUESTION)).isEmpty();
  }

  @Test
  void withoutWeightTheNearestAreChosen() {
    List<Hit> hits = new ExactIndex(List.of(at(0.9), at(0.8), at(0.7))).nearest(QUESTION, 3, 0);

    assertThat(Diversity.NONE.choose(hits, 2)).isEqualTo(hits.subList(0, 2));
    assertThat(Diversity.NONE.choose(hits, 9)).isEqualTo(hits);
    assertThat(Diversity.NONE.pool(5)).isEqualTo(5);
  }

  @Test
  void aTwinGivesWayToSomethingElse() {
    Entry first = entry("first", 0.9f, 0.43f, 0);
    Entry twin = entry("twin", 0.89f, 0.45f, 0);
    Entry other = entry("other", 0.8f, -0.3f, 0.5f);
    List<Hit> hits = new ExactIndex(List.of(first, twin, other)).nearest(QUESTION, 3, 0);

    assertThat(texts(hits)).containsExactly("first", "twin", "other");
    assertThat(texts(new Diversity(0.5).choose(hits, 2))).containsExactly("first", "other");
    assertThat(texts(new Diversity(0.5).choose(hits, 3))).containsExactly("first", "other", "twin");
    assertThat(texts(new Diversity(0.01).choose(hits, 2))).containsExactly("first", "twin");
    assertThatThrownBy(() -> new Diversity(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyChoiceIsTheBestOfWhatIsLeft() {
    Random random = new Random(21);
    List<Hit> hits =
        new ExactIndex(Vectors.withTies(random, 60, 16))
            .nearest(Vectors.vector(random, 16), 40, -1);
    List<Hit> chosen = new Diversity(0.4).choose(hits, 10);

    for (int i = 1; i < chosen.size(); i++) {
      List<Hit> before = chosen.subList(0, i);
      double best =
          hits.stream()
              .filter(hit -> !before.contains(hit))
              .mapToDouble(hit -> worth(hit, before))
              .max()
              .orElseThrow();
      assertThat(worth(chosen.get(i), before)).isEqualTo(best);
    }
  }

  private static double worth(Hit hit, List<Hit> before) {
    double like =
        before.stream().mapToDouble(b -> b.vector().cosine(hit.vector())).max().orElseThrow();
    return (1 - 0.4) * hit.cosine() - 0.4 * like;
  }

  @Test
  void theBudgetIsNeverExceededAndShorterOnesMayFollow() {
    Entry longer = entry("When the sign shows otter, rotate the digits left.", 0.9f, 0, 0.1f);
    Entry longest =
        entry("When the moon is full, look at the tables of tides first.", 0.8f, 0, 0.3f);
    Entry brief = entry("Stop.", 0.7f, 0, 0.7f);
    List<Hit> hits = new ExactIndex(List.of(longer, longest, brief)).nearest(QUESTION, 3, 0);
    int first = TokenBudget.tokens(longer.experience().text());

    assertThat(TokenBudget.tokens("Stop.")).isEqualTo(2);
    assertThat(TokenBudget.tokens("")).isZero();
    assertThat(new TokenBudget(first + 2).fit(hits)).containsExactly(hits.get(0), hits.get(2));
    assertThat(new TokenBudget(first + 1).fit(hits)).containsExactly(hits.get(0));
    assertThat(new TokenBudget(0).fit(hits)).isEmpty();
    assertThat(TokenBudget.UNLIMITED.fit(hits)).isEqualTo(hits);
  }

  private static List<String> texts(List<Hit> hits) {
    return hits.stream().map(hit -> hit.experience().text()).toList();
  }

  private static Entry at(double cosine) {
    return entry(
        Double.toString(cosine), (float) cosine, (float) Math.sqrt(1 - cosine * cosine), 0);
  }

  private static Entry entry(String text, float... vector) {
    return Vectors.entry(new Random(text.hashCode()), text, QuantisedVector.of(vector));
  }
}
