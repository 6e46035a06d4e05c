package ngo.zoo.gpu.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.gpu.node.model.Architecture;
import ngo.zoo.keeper.Vocabulary;
import org.junit.jupiter.api.Test;

class LessonsTest {

  @Test
  void drawsTheSameLessonsFromTheSameSeed() {
    assertThat(tokens(7)).isEqualTo(tokens(7)).isNotEqualTo(tokens(8));
  }

  @Test
  void fitTheModelAndTeachSomething() {
    for (Lesson lesson : drawn(1)) {
      assertThat(lesson.length()).isLessThan(Architecture.LONGEST);
      assertThat(IntStream.range(0, lesson.length()).map(lesson::token))
          .allMatch(token -> token > Vocabulary.PAD && token < Vocabulary.SIZE);
      assertThat(IntStream.range(0, lesson.length()).anyMatch(lesson::isTaught)).isTrue();
    }
  }

  @Test
  void mixesDrillsQuestionsAndReviews() {
    long reviews = drawn(2).stream().filter(lesson -> has(lesson, Vocabulary.REVIEW)).count();
    long questions = drawn(2).stream().filter(lesson -> has(lesson, Vocabulary.TASK)).count();
    assertThat(reviews).isBetween(80L, 200L);
    assertThat(questions).isBetween(120L, 220L);
    assertThat(reviews + questions).isLessThan(400);
  }

  private static boolean has(Lesson lesson, int token) {
    return IntStream.range(0, lesson.length()).anyMatch(i -> lesson.token(i) == token);
  }

  private static List<Lesson> drawn(long seed) {
    Lessons lessons = new Lessons(new Random(seed));
    return Stream.generate(() -> lessons.next(12)).limit(400).toList();
  }

  private static List<List<Integer>> tokens(long seed) {
    return drawn(seed).stream()
        .map(lesson -> IntStream.range(0, lesson.length()).mapToObj(lesson::token).toList())
        .toList();
  }
}
