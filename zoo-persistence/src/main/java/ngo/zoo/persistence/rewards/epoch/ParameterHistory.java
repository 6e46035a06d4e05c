package ngo.zoo.persistence.rewards.epoch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;

/** Governed values as they were at one instant of business time. */
public final class ParameterHistory {
  private final Sql sql;
  private final Instant at;

  public ParameterHistory(Sql sql, Instant at) {
    this.sql = sql;
    this.at = at;
  }

  public String text(Parameter parameter) {
    return sql.first(
            """
            select value from parameter_value where key = ? and valid_from <= ?
            order by version desc limit 1
            """,
            row -> row.getString(1),
            parameter.key(),
            at)
        .orElse(parameter.genesis());
  }

  Duration duration(Parameter parameter) {
    return Duration.parse(text(parameter));
  }

  public int number(Parameter parameter) {
    return Integer.parseInt(text(parameter));
  }

  private Amount amount(Parameter parameter) {
    return Amount.parse(Asset.KEEPER, text(parameter));
  }

  EpochTerms terms() {
    return new EpochTerms(
        amount(Parameter.REWARD_ALPHA),
        amount(Parameter.REWARD_BETA),
        amount(Parameter.REWARD_GAMMA),
        amount(Parameter.REWARD_BUDGET),
        number(Parameter.REVENUE_SHARE),
        number(Parameter.REVENUE_SHARE_TOP),
        number(Parameter.CREDITS_PER_HOUR),
        cheapestFee(),
        duration(Parameter.CREDIT_LIFETIME),
        duration(Parameter.REPUTATION_HALF_LIFE));
  }

  private Amount cheapestFee() {
    return Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.key().startsWith("routing.fee."))
        .map(this::amount)
        .min(Amount::compareTo)
        .orElseThrow();
  }
}
