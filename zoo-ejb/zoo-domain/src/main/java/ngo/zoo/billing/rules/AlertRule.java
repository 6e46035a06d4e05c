package ngo.zoo.billing.rules;

import java.math.BigInteger;
import java.util.List;

/** When a budget's window is worth a word: at 50 %, 80 % and when it is used up. */
public final class AlertRule {
  public static final List<Integer> THRESHOLDS = List.of(50, 80, 100);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private AlertRule() {}

  /**
   * The thresholds that are reached and were not alerted before, ascending.
   *
   * @param spent base units spent in the window
   * @param next what the next query like the last one would take: a hard budget without room for it
   *     counts as used up, for the window can then never reach its limit to the unit
   * @param alerted the highest threshold alerted before; 0 for none
   */
  public static List<Integer> reached(
      BigInteger spent, BigInteger next, BigInteger most, boolean hard, int alerted) {
    boolean usedUp = hard && spent.add(next).compareTo(most) > 0;
    return THRESHOLDS.stream()
        .filter(percent -> percent > alerted)
        .filter(
            percent ->
                usedUp
                    || spent.multiply(HUNDRED).compareTo(most.multiply(BigInteger.valueOf(percent)))
                        >= 0)
        .toList();
  }
}
