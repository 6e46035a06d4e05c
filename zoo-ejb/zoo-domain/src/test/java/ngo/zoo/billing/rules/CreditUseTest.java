package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.billing.rules.CreditUse.Balance;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class CreditUseTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID D = new UUID(0, 4);

  @Test
  void theOldestCreditSettlesTheOldestInvoice() {
    assertThat(
            CreditUse.of(
                List.of(
                    new Balance(A, usd("-5")),
                    new Balance(B, usd("3")),
                    new Balance(C, usd("-2")),
                    new Balance(D, usd("9"))),
                usd("0")))
        .containsExactly(
            new CreditUse(A, B, usd("3")),
            new CreditUse(A, D, usd("2")),
            new CreditUse(C, D, usd("2")));
  }

  @Test
  void whatWasRefundedByHandIsNotUsedAgain() {
    List<Balance> invoices =
        List.of(new Balance(A, usd("-5")), new Balance(B, usd("-4")), new Balance(C, usd("9")));
    assertThat(CreditUse.of(invoices, usd("6"))).containsExactly(new CreditUse(B, C, usd("3")));
    assertThat(CreditUse.of(invoices, usd("9"))).isEmpty();
    assertThat(CreditUse.refunds(invoices, usd("6")))
        .containsExactly(Map.entry(A, usd("5")), Map.entry(B, usd("1")));
  }

  @Test
  void nothingToUseOrNothingOpenIsNoUse() {
    assertThat(CreditUse.of(List.of(), usd("0"))).isEmpty();
    assertThat(CreditUse.of(List.of(new Balance(A, usd("-5"))), usd("0"))).isEmpty();
    assertThat(CreditUse.of(List.of(new Balance(A, usd("5"))), usd("0"))).isEmpty();
  }

  /** Whatever stands open: all credit is used or nothing is open, and nobody gets too much. */
  @Test
  void creditOrDebtIsUsedUp() {
    Random random = new Random(5);
    for (int run = 0; run < 300; run++) {
      List<Balance> invoices = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        int cents = random.nextInt(2000) - 1000;
        if (cents != 0) {
          invoices.add(new Balance(new UUID(run, i), usd(cents)));
        }
      }
      Amount credit = sum(invoices, true);
      Amount debt = sum(invoices, false);
      Amount refunded =
          credit.isZero() ? usd("0") : usd(random.nextInt(1 + credit.units().intValueExact()));
      Amount free = credit.minus(refunded);
      List<CreditUse> uses = CreditUse.of(invoices, refunded);

      assertThat(total(uses)).isEqualTo(free.compareTo(debt) <= 0 ? free : debt);
      for (Balance one : invoices) {
        Amount used =
            total(
                uses.stream()
                    .filter(
                        use -> use.from().equals(one.invoice()) || use.to().equals(one.invoice()))
                    .toList());
        Amount most = one.left().isNegative() ? one.left().negate() : one.left();
        assertThat(used).isLessThanOrEqualTo(most);
      }
    }
  }

  private static Amount sum(List<Balance> invoices, boolean credit) {
    return invoices.stream()
        .map(Balance::left)
        .filter(left -> left.isNegative() == credit)
        .map(left -> credit ? left.negate() : left)
        .reduce(usd("0"), Amount::plus);
  }

  private static Amount total(List<CreditUse> uses) {
    return uses.stream().map(CreditUse::amount).reduce(usd("0"), Amount::plus);
  }

  private static Amount usd(int cents) {
    return new Amount(Asset.USD, java.math.BigInteger.valueOf(cents));
  }

  private static Amount usd(String decimal) {
    return Amount.parse(Asset.USD, decimal);
  }
}
