package ngo.zoo.ledger.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import org.junit.jupiter.api.Test;

class ExactIndexTest {
  private static final int DIMENSION = 48;

  @Test
  void findsWhatWholeNumbersSayAlsoAmongTies() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = Vectors.withTies(random, 20 + random.nextInt(600), DIMENSION);
      QuantisedVector query = Vectors.vector(random, DIMENSION);
      int k = 1 + random.nextInt(40);

      List<UUID> found = ids(new ExactIndex(entries).nearest(query, k, -1));

      assertThat(found).isEqualTo(ids(naive(entries, query), k));
    }
  }

  @Test
  void filtersWhileItSearches() {
    Random random = new Random(3);
    List<Entry> entries = Vectors.withTies(random, 500, DIMENSION);
    ExactIndex index = new ExactIndex(entries);
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    UUID author = entries.getFirst().experience().authorId();
    SearchFilter filter =
        new SearchFilter(
            Set.of("domain1", "domain2"), Set.of(author), EnumSet.of(ExperienceStatus.ADOPTED));
    List<Entry> passing =
        entries.stream()
            .filter(e -> Set.of("domain1", "domain2").contains(e.experience().domain()))
            .filter(e -> e.experience().authorId().equals(author))
            .toList();

    assertThat(passing).hasSizeGreaterThan(20).hasSizeLessThan(200);
    assertThat(ids(index.nearest(new VectorQuery(query, 15, -1, filter))))
        .isEqualTo(ids(naive(passing, query), 15));
    assertThat(ids(index.nearest(new VectorQuery(query, 500, -1, filter)))).hasSize(passing.size());
  }

  @Test
  void nothingPassesOrNothingIsThere() {
    Random random = new Random(4);
    ExactIndex index = new ExactIndex(Vectors.withTies(random, 50, DIMENSION));
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    SearchFilter nobody = new SearchFilter(Set.of("nowhere"), Set.of(), Set.of());

    assertThat(index.nearest(new VectorQuery(query, 5, -1, nobody))).isEmpty();
    assertThat(index.nearest(query, 0, -1)).isEmpty();
    assertThat(index.nearest(query, 5, 1.01)).isEmpty();
    assertThat(new ExactIndex(List.of()).nearest(query, 5, -1)).isEmpty();
    assertThatThrownBy(() -> index.nearest(Vectors.vector(random, 3), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFloorIsInclusive() {
    Random random = new Random(5);
    List<Entry> entries = Vectors.withTies(random, 200, DIMENSION);
    ExactIndex index = new ExactIndex(entries);
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    List<Hit> all = index.nearest(query, 200, -1);
    double floor = all.get(20).cosine();
    long atOrAbove = all.stream().filter(hit -> hit.cosine() >= floor).count();

    assertThat(index.nearest(query, 200, floor)).hasSize((int) atOrAbove);
  }

  @Test
  void theOrderOfLoadingDoesNotMatter() {
    Random random = new Random(7);
    List<Entry> entries = Vectors.withTies(random, 300, DIMENSION);
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    List<Hit> hits = new ExactIndex(entries).nearest(query, 40, -1);
    Collections.shuffle(entries, random);

    assertThat(new ExactIndex(entries).nearest(query, 40, -1)).isEqualTo(hits);
  }

  @Test
  void aHitsCosineIsThatOfItsVector() {
    Random random = new Random(8);
    ExactIndex index = new ExactIndex(Vectors.withTies(random, 100, DIMENSION));
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    QuantisedVector again = QuantisedVector.ofBase64(query.base64());

    for (Hit hit : index.nearest(query, 100, -1)) {
      assertThat(hit.vector().cosine(again)).isEqualTo(hit.cosine());
    }
  }

  @Test
  void whatSeveralIndexesFindMergesAsIfTheyWereOne() {
    Random random = new Random(9);
    List<Entry> entries = Vectors.withTies(random, 400, DIMENSION);
    QuantisedVector query = Vectors.vector(random, DIMENSION);
    List<List<Hit>> parts = new ArrayList<>();
    for (int i = 0; i < 400; i += 100) {
      parts.add(new ExactIndex(entries.subList(i, i + 100)).nearest(query, 12, -1));
    }

    assertThat(Hit.merge(parts, 12))
        .isEqualTo(new ExactIndex(entries.subList(0, 400)).nearest(query, 12, -1));
  }

  /** Cosines compared as fractions of whole numbers, without any floating point. */
  private static List<Entry> naive(List<Entry> entries, QuantisedVector query) {
    Comparator<Entry> nearest = (a, b) -> signedSquare(a, query).compareTo(signedSquare(b, query));
    return entries.stream()
        .sorted(
            nearest
                .reversed()
                .thenComparing(e -> e.experience().leafData(), Arrays::compareUnsigned))
        .toList();
  }

  /** sign(dot) · dot² / |row|², scaled to a whole number that keeps apart what differs. */
  private static BigInteger signedSquare(Entry entry, QuantisedVector query) {
    byte[] row = entry.vector().bytes();
    byte[] other = query.bytes();
    long dot = 0;
    long norm = 0;
    for (int i = 0; i < row.length; i++) {
      dot += (long) row[i] * other[i];
      norm += (long) row[i] * row[i];
    }
    return BigInteger.valueOf(dot * Math.abs(dot)).shiftLeft(60).divide(BigInteger.valueOf(norm));
  }

  private static List<UUID> ids(List<Entry> entries, int k) {
    return entries.stream().map(e -> e.experience().id()).limit(k).toList();
  }

  private static List<UUID> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.experience().id()).toList();
  }
}
