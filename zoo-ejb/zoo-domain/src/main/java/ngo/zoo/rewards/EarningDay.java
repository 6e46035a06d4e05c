package ngo.zoo.rewards;

import java.time.LocalDate;
import ngo.zoo.shared.Amount;

/** Sum of all earnings of one day (UTC). */
public record EarningDay(LocalDate day, Amount amount) {}
