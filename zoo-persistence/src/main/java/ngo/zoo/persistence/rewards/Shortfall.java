package ngo.zoo.persistence.rewards;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Why a fee cannot be put aside: which source binds, what it has and what to do about it. */
final class Shortfall {
  private static final String OVERDRAWN = "ZO001";
  private static final Pattern WORDS =
      Pattern.compile("overdrawn: (\\w+) (\\w+) has (\\d+) needs (\\d+)(?: beside (\\d+))?");

  private Shortfall() {}

  /** {@code insufficient-funds} for an overdrawn account, else the failure itself. */
  static RuntimeException of(SqlFailure failure) {
    Matcher found = WORDS.matcher(String.valueOf(failure.getMessage()));
    if (!failure.state().equals(OVERDRAWN) || !found.find()) {
      return failure;
    }
    Asset asset = Asset.valueOf(found.group(2));
    Amount has = amount(asset, found.group(3));
    Amount needs = amount(asset, found.group(4));
    Amount credits = amount(asset, found.group(5));
    String beside = credits.isZero() ? "" : " beside " + credits + " of credits";
    return Refusal.paymentRequired(
        "insufficient-funds", words(AccountKind.valueOf(found.group(1)), needs + beside, has));
  }

  private static String words(AccountKind kind, String needs, Amount has) {
    String text =
        switch (kind) {
          case ORGANISATION ->
              "This needs %s and the prepaid account has %s; top it up or wait until reserved fees"
                  + " are released";
          case CREDIT_LINE ->
              "This needs %s and %s of the credit line are free; wait for the period's invoice or"
                  + " ask the foundation for a higher limit";
          default -> "This needs %s and there are %s; add funds or wait until some are released";
        };
    return text.formatted(needs, has);
  }

  private static Amount amount(Asset asset, @Nullable String units) {
    return new Amount(asset, units == null ? BigInteger.ZERO : new BigInteger(units));
  }
}
