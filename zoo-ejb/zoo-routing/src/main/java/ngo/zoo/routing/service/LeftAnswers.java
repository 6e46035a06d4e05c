package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.routing.rules.LeftCount;
import ngo.zoo.shared.Refusal;

/**
 * Who leaves answers before their end, counted in memory of this server: what was not finished is
 * not charged, so it must not become a way to ask.
 */
@ApplicationScoped
public class LeftAnswers {
  /** What an answer ends with that was left after it had begun. */
  static final String CODE = "answer-abandoned";

  private static final int MANY = 10_000;

  private final Map<UUID, LeftCount> counts = new ConcurrentHashMap<>();

  /**
   * @throws Refusal {@code too-many-abandoned} (429)
   */
  public void check(UUID payer) {
    LeftCount count = counts.get(payer);
    if (count != null && count.isTooMany(System.nanoTime())) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY,
          "too-many-abandoned",
          "Too many answers were left before their end, unpaid; read them to the end, and ask"
              + " again in a minute",
          Map.of());
    }
  }

  /** Counts only for those who have left one. */
  public void answered(UUID payer) {
    LeftCount count = counts.get(payer);
    if (count != null) {
      count.answered(System.nanoTime());
    }
  }

  public void failed(UUID payer, Throwable e) {
    if (e instanceof Refusal refusal && refusal.code().equals(CODE)) {
      long now = System.nanoTime();
      if (counts.size() > MANY) {
        counts.values().removeIf(count -> count.isOver(now));
      }
      counts.computeIfAbsent(payer, _ -> new LeftCount(now)).left(now);
    }
  }
}
