package ngo.zoo.dev.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ngo.zoo.dev.client.ZooApi;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.World;

/**
 * The same questions about one sign, before and after: digits and seeds are fixed, so that only the
 * library makes the difference. Answers are sampled at temperature 1, as a model that does not know
 * would guess.
 */
final class Quiz {
  static final int QUESTIONS = 40;
  private static final int FIRST_SEED = 1000;

  private final Sign sign;
  private final World world = World.standard();
  private final List<Digits> digits;

  Quiz(Sign sign) {
    this.sign = sign;
    Random random = new Random(sign.ordinal());
    this.digits = IntStream.range(0, QUESTIONS).mapToObj(i -> draw(random)).toList();
  }

  /**
   * What came back.
   *
   * @param right answers whose digits are right
   * @param last the {@code zoo} block of the last answer
   */
  record Outcome(int right, JsonObject last) {}

  Outcome ask(ZooApi partner) {
    int right = 0;
    JsonObject last = JsonObject.EMPTY_JSON_OBJECT;
    for (int i = 0; i < QUESTIONS; i++) {
      JsonObject answer = partner.post("/v1/chat/completions", question(i)).expect(200).json();
      String text = answer.getValue("/choices/0/message/content").toString();
      right += text.contains(world.rule(sign).apply(digits.get(i)).text()) ? 1 : 0;
      last = answer.getJsonObject("zoo");
    }
    return new Outcome(right, last);
  }

  private JsonObject question(int i) {
    String text = "The sign shows " + word() + ": " + digits.get(i).text();
    return Json.createObjectBuilder()
        .add("model", "zoo-keeper-tiny")
        .add("temperature", 1)
        .add("seed", FIRST_SEED + i)
        .add(
            "messages",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("role", "user").add("content", text)))
        .build();
  }

  /** The sign as questions and experiences name it. */
  String word() {
    return word(sign);
  }

  static String word(Sign sign) {
    return sign.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The experience that is missing. */
  String experience() {
    return "When the sign shows " + word() + ", " + world.rule(sign).phrase() + ".";
  }

  /** Digits that several rules would change alike make a guess look right: all four differ. */
  private static Digits draw(Random random) {
    List<Integer> four = random.ints(0, 10).distinct().limit(4).boxed().toList();
    return new Digits(four.get(0), four.get(1), four.get(2), four.get(3));
  }
}
