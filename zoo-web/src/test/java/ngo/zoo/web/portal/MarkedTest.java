package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import ngo.zoo.web.portal.Marked.Part;
import org.junit.jupiter.api.Test;

class MarkedTest {
  @Test
  void everyOccurrenceIsMarkedAndOverlapsAreOne() {
    assertThat(Marked.of("see evil.com or evil.com", List.of("evil.com")))
        .containsExactly(
            new Part("see ", false),
            new Part("evil.com", true),
            new Part(" or ", false),
            new Part("evil.com", true));
    assertThat(Marked.of("abcdef", List.of("bcd", "cde")))
        .containsExactly(new Part("a", false), new Part("bcde", true), new Part("f", false));
    assertThat(Marked.of("abc", List.of())).containsExactly(new Part("abc", false));
    assertThat(Marked.of("", List.of("a", ""))).isEmpty();
  }

  @Test
  void thePartsAreTheText() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      String text = letters(random, random.nextInt(30));
      List<String> words = List.of(letters(random, random.nextInt(4)), letters(random, 1));

      List<Part> parts = Marked.of(text, words);

      assertThat(parts.stream().map(Part::text).collect(Collectors.joining())).isEqualTo(text);
      assertThat(parts).noneMatch(part -> part.text().isEmpty());
    }
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'd')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
