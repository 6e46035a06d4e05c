package ngo.zoo.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.billing.rules.InvoiceNumber;
import ngo.zoo.billing.rules.InvoicePostings;
import ngo.zoo.billing.rules.UsageSettlement;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounding, splitting and numbering; every entry balances whatever the amounts are. */
class InvoiceRulesTest {
  private static final UUID ORG = new UUID(1, 1);
  private static final InvoicePostings POSTINGS = new InvoicePostings(new UUID(0, 1));

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 1900, 0.5, 0.1, 0.6",
    "0.01, 0.5, 1900, 0.01, 0, 0.01",
    "0.009999999999999999, 0.5, 1900, 0, 0, 0",
    "0.13, 0.5, 700, 0.07, 0, 0.07",
    "1000000, 0.123456789012345678, 10000, 123456.79, 123456.79, 246913.58",
    "0, 0.5, 1900, 0, 0, 0"
  })
  void usdAreRoundedHalfUpOnce(
      String keeper, String rate, int taxBp, String net, String tax, String gross) {
    InvoicePrice price = InvoicePrice.of(keeper(keeper), rate, taxBp);

    assertThat(price.net()).isEqualTo(usd(net));
    assertThat(price.tax()).isEqualTo(usd(tax));
    assertThat(price.gross()).isEqualTo(usd(gross));
  }

  /** However a gross is cut into parts, the parts' net and KEEPER are the whole in the end. */
  @Test
  void partsOfAnInvoiceAddUp() {
    Random random = new Random(25);
    for (int i = 0; i < 2000; i++) {
      InvoicePrice price =
          InvoicePrice.of(units(random, 60).plus(keeper("1")), "0.37", random.nextInt(10_001));
      Amount gross = price.gross();
      Amount at = usd("0");
      Amount net = usd("0");
      Amount keeper = keeper("0");
      while (at.compareTo(gross) < 0) {
        Amount next =
            at.plus(new Amount(Asset.USD, new BigInteger(20, random).add(BigInteger.ONE)));
        next = next.compareTo(gross) < 0 ? next : gross;
        net = net.plus(price.netOf(next).minus(price.netOf(at)));
        keeper = keeper.plus(price.chargedOf(next).minus(price.chargedOf(at)));
        at = next;
      }
      assertThat(net).isEqualTo(price.net());
      assertThat(keeper).isEqualTo(price.charged());
    }
  }

  @Test
  void everyEntryBalancesInEveryAsset() {
    Random random = new Random(26);
    for (int i = 0; i < 2000; i++) {
      Amount fees = units(random, 70);
      Amount total = units(random, 70);
      RatedPeriod rated = rated(fees, total);
      boolean postpaid = random.nextBoolean();
      UsageSettlement settled =
          postpaid
              ? UsageSettlement.postpaid(rated, units(random, 70))
              : UsageSettlement.prepaid(rated, units(random, 68));
      InvoicePrice price = InvoicePrice.of(settled.charged(), "0.5", random.nextInt(3000));
      Amount some = new Amount(Asset.USD, new BigInteger(30, random));

      balanced(POSTINGS.usage(ORG, settled.taken(), settled.refilled(), price));
      balanced(POSTINGS.charged(ORG, price));
      balanced(POSTINGS.delivered(ORG, total, some));
      balanced(POSTINGS.delivered(ORG, total.negate(), some.negate()));
      balanced(POSTINGS.credited(ORG, some, some, postpaid));
      balanced(POSTINGS.paid(ORG, some));
      balanced(POSTINGS.refunded(ORG, postpaid ? some : total));
      if (!postpaid) {
        assertThat(settled.taken().plus(settled.charged())).isEqualTo(rated.adjustment());
      }
    }
  }

  @Test
  void statesFollowFromWhatIsPaidCreditedAndDue() {
    Instant due = Instant.parse("2026-12-01T00:00:00Z");
    assertThat(state("10", "0", "0", due, due)).isEqualTo(InvoiceState.OPEN);
    assertThat(state("10", "4", "0", due, due)).isEqualTo(InvoiceState.PARTLY_PAID);
    assertThat(state("10", "4", "0", due, due.plusMillis(1))).isEqualTo(InvoiceState.OVERDUE);
    assertThat(state("10", "4", "6", due, due.plusMillis(1))).isEqualTo(InvoiceState.PAID);
    assertThat(state("10", "12", "0", due, due)).isEqualTo(InvoiceState.PAID);
    assertThat(state("10", "10", "10", due, due)).isEqualTo(InvoiceState.VOID);
    assertThat(state("0", "0", "0", due, due.plusMillis(1))).isEqualTo(InvoiceState.PAID);
  }

  @Test
  void numbersAreReadableAndSort() {
    assertThat(InvoiceNumber.INVOICE.text(2026, 1)).isEqualTo("INV-2026-000001");
    assertThat(InvoiceNumber.CREDIT_NOTE.text(2027, 1_234_567)).isEqualTo("CN-2027-1234567");
  }

  @ParameterizedTest
  @CsvSource({
    "a@b@c.example, email",
    "ädä@y.example, email",
    "'x@y.example, z@y.example', email",
    "'Mallory <m@y.example>', email"
  })
  void oneAddressIsOneAddress(String email, String field) {
    assertThatThrownBy(() -> BillTo.of("Acme", "", "", 0, email))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.fields()).containsOnlyKeys(field));
    assertThat(BillTo.of(" Acme ", "a\r\nb", "", 0, "").address()).isEqualTo("a\nb");
  }

  private static InvoiceState state(
      String gross, String paid, String credited, Instant due, Instant now) {
    return InvoiceState.of(usd(gross), usd(paid), usd(credited), due, now);
  }

  private static void balanced(List<PostEntry.Line> lines) {
    Map<Asset, Amount> sums = new HashMap<>();
    for (PostEntry.Line line : lines) {
      assertThat(line.amount().isZero()).isFalse();
      sums.merge(line.amount().asset(), line.amount(), Amount::plus);
    }
    assertThat(new ArrayList<>(sums.values())).allMatch(Amount::isZero);
  }

  private static RatedPeriod rated(Amount fees, Amount total) {
    RatedLine line = new RatedLine("x", null, null, "query", BigInteger.ONE, total, total);
    Instant at = Instant.EPOCH;
    return new RatedPeriod(ORG, at, at, "Plan", List.of(line), fees, keeper("0"));
  }

  private static Amount units(Random random, int bits) {
    return Amount.keeper(new BigInteger(bits, random));
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }

  private static Amount usd(String decimal) {
    return Amount.parse(Asset.USD, decimal);
  }
}
