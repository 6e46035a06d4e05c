package ngo.zoo.gpu.trainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ngo.zoo.keeper.Attempt;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Fact;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Review;
import ngo.zoo.keeper.Rule;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.Vocabulary;

/**
 * Draws lessons: a library of facts, then recall drills (35 %), questions (35 %) or reviews of
 * attempts (30 %). Each lesson has facts of its own, so what a sign asks for can only be learnt
 * from the sequence, never from the weights.
 */
@SuppressWarnings("EnumOrdinal") // positions only draw rules and signs
final class Lessons {

  private static final double RECALLS = 0.35;
  private static final double QUESTIONS = 0.35;
  private static final int RECALLS_PER_LESSON = 12;
  private static final int QUESTIONS_PER_LESSON = 4;
  private static final int REVIEWS_PER_LESSON = 2;

  private final Random random;

  Lessons(Random random) {
    this.random = random;
  }

  /** A lesson whose library has at most this many facts. */
  Lesson next(int largestLibrary) {
    List<Fact> library = library(random.nextInt(largestLibrary + 1));
    Lesson lesson = new Lesson();
    library.forEach(fact -> lesson.give(PhraseTokenizer.tokens(fact)));
    double kind = random.nextDouble();
    if (!library.isEmpty() && kind < RECALLS) {
      recall(lesson, library);
    } else if (kind < RECALLS + QUESTIONS) {
      ask(lesson, library);
    } else {
      review(lesson, library);
    }
    return lesson;
  }

  /** Facts about different signs, in random order. */
  List<Fact> library(int size) {
    List<Sign> signs = new ArrayList<>(List.of(Sign.values()));
    Collections.shuffle(signs, random);
    return signs.stream().limit(size).map(sign -> new Fact(sign, rule())).toList();
  }

  /** A review of two to six attempts at a task under this library. */
  Review review(List<Fact> library) {
    Task task = new Task(sign(library, 0.6), digits());
    Optional<Rule> known = known(library, task.sign());
    Rule truth = rule();
    boolean hopeless = random.nextDouble() < 0.15;
    List<Attempt> attempts = new ArrayList<>();
    for (int tries = 2 + random.nextInt(5); tries > 0; tries--) {
      Rule tried = known.isPresent() && random.nextDouble() < 0.6 ? known.get() : rule();
      tried = random.nextDouble() < 0.25 ? truth : tried;
      Digits result = tried.apply(task.digits());
      boolean right = !hopeless && result.equals(truth.apply(task.digits()));
      attempts.add(new Attempt(tried, result, right));
    }
    return new Review(task, attempts, known);
  }

  Digits digits() {
    return new Digits(
        random.nextInt(10), random.nextInt(10), random.nextInt(10), random.nextInt(10));
  }

  private void recall(Lesson lesson, List<Fact> library) {
    for (int i = 0; i < RECALLS_PER_LESSON; i++) {
      Fact fact = library.get(random.nextInt(library.size()));
      lesson.give(List.of(Vocabulary.WHEN, Vocabulary.sign(fact.sign())));
      lesson.teach(List.of(Vocabulary.rule(fact.rule())));
      lesson.give(List.of(Vocabulary.END));
    }
  }

  private void ask(Lesson lesson, List<Fact> library) {
    for (int i = 0; i < QUESTIONS_PER_LESSON; i++) {
      Task task = new Task(sign(library, 0.75), digits());
      // Without a fact the target is any rule: this teaches an even guess.
      Rule rule = known(library, task.sign()).orElseGet(this::rule);
      lesson.give(PhraseTokenizer.tokens(task));
      lesson.teach(PhraseTokenizer.answerTokens(task, rule));
    }
  }

  private void review(Lesson lesson, List<Fact> library) {
    for (int i = 0; i < REVIEWS_PER_LESSON; i++) {
      Review review = review(library);
      lesson.give(review.promptTokens());
      lesson.teach(review.verdictTokens());
    }
  }

  private Sign sign(List<Fact> library, double fromLibrary) {
    if (!library.isEmpty() && random.nextDouble() < fromLibrary) {
      return library.get(random.nextInt(library.size())).sign();
    }
    return Sign.values()[random.nextInt(Sign.values().length)];
  }

  private Rule rule() {
    return Rule.values()[random.nextInt(Rule.values().length)];
  }

  private static Optional<Rule> known(List<Fact> library, Sign sign) {
    return library.stream().filter(fact -> fact.sign() == sign).map(Fact::rule).findFirst();
  }
}
