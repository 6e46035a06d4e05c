package ngo.zoo.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.World;

/** Questions about signs, their right answers, and experiences, all from the standard world. */
final class Questions {
  /** A sign the first library knows. */
  static final String KNOWN = "The sign shows otter: 4 0 7 2";

  private Questions() {}

  static String about(Sign sign, int n) {
    return task(sign, n).question();
  }

  static String rightAnswer(Sign sign, int n) {
    return task(sign, n).answer(World.standard().rule(sign));
  }

  static String experienceOn(Sign sign) {
    return World.standard().fact(sign).sentence();
  }

  static JsonObject chat(String content, long seed) {
    return Json.createObjectBuilder()
        .add("model", "zoo-keeper-tiny")
        .add("seed", seed)
        .add(
            "messages",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("role", "user").add("content", content)))
        .build();
  }

  /** The n-th string of digits: the same in every run, all four different in most. */
  private static Task task(Sign sign, int n) {
    int base = 1234 + n * 2719;
    return new Task(sign, new Digits(base % 10, base / 10 % 10, base / 100 % 10, base / 1000 % 10));
  }
}
