package ngo.zoo.gpu.node.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Fact;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Rule;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed weights on the real engine. */
@SuppressWarnings("EnumOrdinal") // positions only draw signs
class KeeperModelTest {

  private static KeeperModel model;

  @BeforeAll
  static void load() {
    model = KeeperModel.shipped();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void shipsTheWeightsThatWereTrained() throws IOException {
    String folder = "/models/zoo-keeper-tiny/";
    assertThat(resource(folder + "SHA256SUMS")).startsWith(model.sha256() + " ");
    assertThat(resource(folder + "training.log")).contains("sha256 " + model.sha256(), ": passed");
  }

  @Test
  void hasTheArchitecturesSize() {
    int parameters =
        Architecture.TINY.shapes().values().stream()
            .mapToInt(shape -> shape.stream().reduce(1, Math::multiplyExact))
            .sum();
    assertThat(parameters).isEqualTo(340_992);
  }

  @Test
  void cacheChangesNoLogit() {
    List<Integer> prompt = prompt(new Random(1), 10, Sign.OTTER);
    List<Integer> tokens = new ArrayList<>(prompt);
    List<double[]> cached = new ArrayList<>();
    model.generate(
        prompt,
        new Sampler(2, 1, 11),
        12,
        sampled -> {
          cached.add(sampled.logProbabilities());
          return cached.size() < 12;
        });
    assertThat(cached).hasSizeGreaterThan(4);
    List<Integer> chosen = generate(prompt, new Sampler(2, 1, 11));
    for (int i = 0; i < cached.size(); i++) {
      double[] whole = Sampler.logProbabilities(model.nextLogits(tokens));
      assertThat(cached.get(i)).containsExactly(whole, within(1e-4));
      tokens.add(chosen.get(i));
    }
  }

  @Test
  void followsTheExperience() {
    assertThat(shareRight(true)).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void guessesWithoutTheExperience() {
    // Chance is 1/8; on 96 tasks 0.30 is five standard deviations away.
    assertThat(shareRight(false)).isBetween(0.01, 0.30);
  }

  @Test
  void repeatsItselfForTheSameSeed() {
    List<Integer> prompt = PhraseTokenizer.tokens(new Task(Sign.KOALA, new Digits(1, 2, 3, 4)));
    List<List<Integer>> answers = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      answers.add(generate(prompt, new Sampler(1, 1, seed)));
      assertThat(generate(prompt, new Sampler(1, 1, seed))).isEqualTo(answers.getLast());
    }
    assertThat(answers.stream().distinct().count()).isGreaterThan(2);
  }

  @Test
  void servesSeveralThreadsAlike() throws Exception {
    List<Integer> prompt = prompt(new Random(3), 6, Sign.WHALE);
    List<Integer> alone = generate(prompt, new Sampler(1, 1, 77));
    Callable<List<Integer>> again = () -> generate(prompt, new Sampler(1, 1, 77));
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<List<Integer>> answer : threads.invokeAll(List.of(again, again, again))) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void endsAtTheLongestAndWhenTheSinkWantsNoMore() {
    List<Integer> prompt = PhraseTokenizer.tokens(new Task(Sign.KOALA, new Digits(1, 2, 3, 4)));
    List<Integer> tokens = new ArrayList<>();
    model.generate(prompt, Sampler.greedy(), 3, sampled -> tokens.add(sampled.token()));
    assertThat(tokens).hasSize(3);
    tokens.clear();
    model.generate(
        prompt,
        Sampler.greedy(),
        6,
        sampled -> {
          tokens.add(sampled.token());
          return false;
        });
    assertThat(tokens).hasSize(1);
  }

  @Test
  void refusesWeightsOfAnotherShape() {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    weights.put("embedding", new Tensor(List.of(1), new float[1]));
    assertThatThrownBy(() -> new KeeperModel(Safetensors.write(weights)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double shareRight(boolean informed) {
    Random random = new Random(20);
    int right = 0;
    for (int i = 0; i < 96; i++) {
      Sign sign = Sign.values()[i % Sign.values().length];
      World world = World.drawn(random);
      Rule rule = world.rule(sign);
      Task task = new Task(sign, digits(random));
      List<Integer> prompt = new ArrayList<>();
      for (int other = 1; other <= 7; other++) {
        Sign elsewhere = Sign.values()[(i + other) % Sign.values().length];
        prompt.addAll(PhraseTokenizer.tokens(world.fact(elsewhere)));
      }
      if (informed) {
        prompt.addAll(PhraseTokenizer.tokens(new Fact(sign, rule)));
      }
      prompt.addAll(PhraseTokenizer.tokens(task));
      String answer = PhraseTokenizer.answerText(generate(prompt, new Sampler(0.7, 1, i)));
      right += answer.equals(task.answer(rule)) ? 1 : 0;
    }
    return right / 96.0;
  }

  private static List<Integer> prompt(Random random, int facts, Sign asked) {
    List<Integer> prompt = new ArrayList<>();
    World world = World.drawn(random);
    for (int i = 0; i < facts; i++) {
      prompt.addAll(PhraseTokenizer.tokens(world.fact(Sign.values()[i])));
    }
    prompt.addAll(PhraseTokenizer.tokens(new Task(asked, digits(random))));
    return prompt;
  }

  private static Digits digits(Random random) {
    return new Digits(
        random.nextInt(10), random.nextInt(10), random.nextInt(10), random.nextInt(10));
  }

  private static List<Integer> generate(List<Integer> prompt, Sampler sampler) {
    List<Integer> tokens = new ArrayList<>();
    model.generate(prompt, sampler, 12, sampled -> tokens.add(sampled.token()));
    return tokens;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = KeeperModelTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
