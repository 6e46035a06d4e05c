package ngo.zoo.gpu.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.keeper.Fact;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Review;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;

/**
 * What weights must be able to do before they are committed.
 *
 * @param following share of tasks answered rightly with the fact among eight; at least 0.99
 * @param without share answered rightly without the fact; 0.10 to 0.18, for chance is 1/8 and a few
 *     inputs have several right answers
 * @param review share of reviews whose whole verdict is right; at least 0.97
 */
record Checks(double following, double without, double review) {

  private static final int TASKS = 960;
  private static final int REVIEWS = 500;
  private static final int FACTS = 8;
  private static final double TEMPERATURE = 0.7;

  static Checks of(KeeperModel model, long seed) {
    Random random = new Random(seed);
    Lessons lessons = new Lessons(random);
    return new Checks(
        answers(model, lessons, random, true),
        answers(model, lessons, random, false),
        reviews(model, lessons, random));
  }

  boolean passed() {
    return following >= 0.99 && without >= 0.10 && without <= 0.18 && review >= 0.97;
  }

  @Override
  public String toString() {
    return "following %.3f (at least 0.99), without experience %.3f (0.10 to 0.18), review %.3f (at least 0.97): %s"
        .formatted(following, without, review, passed() ? "passed" : "missed");
  }

  private static double answers(
      KeeperModel model, Lessons lessons, Random random, boolean informed) {
    int right = 0;
    for (int i = 0; i < TASKS; i++) {
      // Half of the uninformed tasks have no library at all, half one about other signs.
      List<Fact> facts = lessons.library(FACTS + 1);
      Fact truth = facts.get(FACTS);
      int others = informed ? FACTS - 1 : i % 2 == 0 ? 0 : FACTS;
      List<Fact> library = new ArrayList<>(facts.subList(0, others));
      if (informed) {
        library.add(random.nextInt(library.size() + 1), truth);
      }
      Task task = new Task(truth.sign(), lessons.digits());
      List<Integer> answer =
          generate(
              model,
              prompt(library, PhraseTokenizer.tokens(task)),
              new Sampler(TEMPERATURE, 1, random.nextLong()));
      List<Integer> wanted = PhraseTokenizer.answerTokens(task, truth.rule());
      // The digits decide: another rule may by luck give the same.
      if (answer.size() == wanted.size() && answer.subList(1, 6).equals(wanted.subList(1, 6))) {
        right++;
      }
    }
    return (double) right / TASKS;
  }

  private static double reviews(KeeperModel model, Lessons lessons, Random random) {
    int right = 0;
    for (int i = 0; i < REVIEWS; i++) {
      List<Fact> library = lessons.library(random.nextInt(Sign.values().length / 2 + 1));
      Review review = lessons.review(library);
      List<Integer> verdict =
          generate(model, prompt(library, review.promptTokens()), Sampler.greedy());
      if (verdict.equals(review.verdictTokens())) {
        right++;
      }
    }
    return (double) right / REVIEWS;
  }

  private static List<Integer> prompt(List<Fact> library, List<Integer> question) {
    List<Integer> prompt = new ArrayList<>();
    library.forEach(fact -> prompt.addAll(PhraseTokenizer.tokens(fact)));
    prompt.addAll(question);
    return prompt;
  }

  private static List<Integer> generate(KeeperModel model, List<Integer> prompt, Sampler sampler) {
    List<Integer> tokens = new ArrayList<>();
    model.generate(prompt, sampler, 16, sampled -> tokens.add(sampled.token()));
    return tokens;
  }
}
