package ngo.zoo.bench.reputation;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How far a ring of accounts that rate each other gets: its share of all reputation divided by its
 * share of all fees, over ring sizes, habits and seeds. Below 1 it does not pay.
 */
public final class ReputationBench {
  private static final int[] SIZES = {2, 3, 5, 10, 25, 50};
  private static final int[] ANSWERS = {200, 2_000, 20_000};
  private static final int EPOCHS = 12;
  private static final int SEEDS = 3;

  private ReputationBench() {}

  /** Exit status 1 when a ring gains its paid share or more. */
  public static void main(String[] arguments) {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20_261_121;
    long least = Long.MAX_VALUE;
    long greatest = 0;
    for (Town.Habit habit : Town.Habit.values()) {
      for (int size : SIZES) {
        for (int answers : ANSWERS) {
          long worst = 0;
          for (int i = 0; i < SEEDS; i++) {
            Town town = new Town(seed + i, habit, size, answers);
            town.live(EPOCHS);
            long gain = town.gainByPaidShare();
            worst = Math.max(worst, gain);
            least = Math.min(least, gain);
          }
          greatest = Math.max(greatest, worst);
          System.out.printf(
              Locale.ROOT,
              "ring of %2d, %-9s %,6d answers an epoch: %s%n",
              size,
              habit.name().toLowerCase(Locale.ROOT),
              answers,
              decimal(worst));
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "FIGURE ring_gain_vs_paid_share %s ratio %s..%s%n",
        decimal(greatest),
        decimal(least),
        decimal(greatest));
    System.exit(greatest < 1_000 ? 0 : 1);
  }

  private static String decimal(long thousandths) {
    return BigDecimal.valueOf(thousandths, 3).toPlainString();
  }
}
