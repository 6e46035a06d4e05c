package ngo.zoo.billing;

import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** How many questions an hour a key may ask at most. */
public final class HourlyRate {
  /** Beyond it a rate limits nothing. */
  public static final int MOST = 1_000_000_000;

  private HourlyRate() {}

  /**
   * A rate given to a key: it never asks more often than all keys of the organisation together, nor
   * gives away more than the key that gives it has.
   *
   * @param wanted null for as often as the organisation
   * @param organisation what binds all its keys together now
   * @param giver rate of the key that gives it; 0 when it has none, or no key gives it
   * @throws Refusal {@code key-rate-invalid} naming {@code questions_per_hour}
   */
  public static @Nullable Integer given(@Nullable Integer wanted, int organisation, int giver) {
    int most = giver > 0 ? Math.min(giver, organisation) : organisation;
    boolean fits = wanted == null ? giver == 0 : wanted >= 1 && wanted <= most;
    if (!fits) {
      throw Refusal.field(
          "key-rate-invalid",
          "questions_per_hour",
          "Questions an hour are 1 to %d, %s"
              .formatted(
                  most,
                  giver > 0 && giver <= organisation
                      ? "as this key itself may ask"
                      : "as all keys together may ask"));
    }
    return wanted;
  }
}
