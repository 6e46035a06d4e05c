package ngo.zoo.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdsTest {
  private static final int MANY = 50_000;

  @Test
  void idsOfManyThreadsAreDistinctAndOfTheirTime() {
    Instant before = Instant.now();

    List<UUID> ids = IntStream.range(0, MANY).parallel().mapToObj(any -> Ids.next()).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    assertThat(ids).map(UUID::toString).allMatch(id -> id.compareTo(first(before)) >= 0);
    assertThat(ids).map(UUID::toString).allMatch(id -> id.compareTo(afterNow()) < 0);
  }

  @Test
  void laterIdsAreGreater() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(Ids.next().toString());
      long began = System.nanoTime();
      while (System.nanoTime() - began < 5_000) {
        Thread.onSpinWait();
      }
    }

    assertThat(ids).isSorted();
  }

  private static String first(Instant instant) {
    return Ids.firstAt(instant).toString();
  }

  private static String afterNow() {
    return first(Instant.now().plusMillis(1));
  }
}
