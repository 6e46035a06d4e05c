package ngo.zoo.web.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.Seller;
import ngo.zoo.billing.StatementGroup;
import ngo.zoo.billing.StatementView;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.JsonFormat;
import org.junit.jupiter.api.Test;

/** An invoice and a statement as clients read them. */
class InvoiceFormsTest {
  @Test
  void csvHasARowPerLineAndTotalAndNoFormula() {
    assertThat(InvoiceForms.csv(invoice()))
        .isEqualTo(
            """
            invoice,row,description,project,model,unit,quantity,unit_price,amount,asset\r
            INV-2026-000001,line,'=1+1,"'@x, y",tiny,query,1200,0.01,12,KEEPER\r
            INV-2026-000001,usage,,,,,,,12,KEEPER\r
            INV-2026-000001,fees,,,,,,,13,KEEPER\r
            INV-2026-000001,credits_used,,,,,,,0,KEEPER\r
            INV-2026-000001,settled,,,,,,,-1,KEEPER\r
            INV-2026-000001,charged,,,,,,,0,KEEPER\r
            INV-2026-000001,net,,,,,,,0,USD\r
            INV-2026-000001,tax,,,,,,,0,USD\r
            INV-2026-000001,gross,,,,,,,0,USD\r
            INV-2026-000001,payable,,,,,,,0,USD\r
            """);
  }

  @Test
  void csvNamesTheCreditThatItWasIssuedWith() {
    assertThat(InvoiceForms.csv(credited(usd("1.5"))))
        .contains("INV-2026-000001,credit,Paid too much of INV-2026-000000,,,,,,-1.5,USD")
        .contains("INV-2026-000001,payable,,,,,,,4.5,USD");
  }

  /** Six USD, of which some were paid with an earlier invoice. */
  private static InvoiceView credited(Amount credit) {
    InvoiceView like = invoice();
    return new InvoiceView(
        like.id(),
        like.number(),
        like.organisationId(),
        like.kind(),
        InvoiceState.PARTLY_PAID,
        true,
        like.month(),
        like.issuedAt(),
        like.dueAt(),
        like.plan(),
        like.seller(),
        like.billTo(),
        like.lines(),
        like.usage(),
        like.fees(),
        like.creditsUsed(),
        like.settled(),
        InvoicePrice.of(keeper("12"), "0.5", 0),
        null,
        List.of(),
        List.of(),
        List.of(
            new AppliedCredit(
                new UUID(1, 8),
                new UUID(1, 7),
                "INV-2026-000000",
                like.id(),
                like.number(),
                credit,
                like.issuedAt(),
                true,
                new UUID(1, 9))),
        like.refunded());
  }

  private static Amount usd(String decimal) {
    return Amount.parse(Asset.USD, decimal);
  }

  @Test
  void jsonHasTheSameFigures() {
    assertThat(JsonFormat.JSONB.toJson(InvoiceResource.Whole.of(invoice())))
        .contains("\"number\":\"INV-2026-000001\"", "\"month\":\"2026-10\"", "\"state\":\"paid\"")
        .contains("\"usage\":{\"value\":\"12\",\"asset\":\"KEEPER\"}", "\"rate\":\"0.5\"")
        .contains("\"settled\":{\"value\":\"-1\",\"asset\":\"KEEPER\"}", "\"quantity\":1200")
        .contains("\"bill_to\":{", "\"legal_name\":\"Acme\"", "\"pay_to\":\"By bank\"");
  }

  @Test
  void aStatementSaysWhetherItMatches() {
    StatementView.Section account =
        new StatementView.Section(
            AccountKind.ORGANISATION,
            keeper("50"),
            List.of(new StatementView.Movement(StatementGroup.TOP_UPS, 2, keeper("10"))),
            keeper("59"));
    StatementView statement =
        new StatementView(
            new UUID(1, 1),
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-11-01"),
            List.of(account));

    assertThat(JsonFormat.JSONB.toJson(StatementResource.Statement.of(statement)))
        .contains("\"matches\":false", "\"group\":\"top-ups\"", "\"entries\":2")
        .contains("\"difference\":{\"value\":\"1\",\"asset\":\"KEEPER\"}");
    assertThat(InvoiceForms.csv(statement))
        .contains("organisation,top-ups,2,10,KEEPER", "organisation,difference,,1,KEEPER");
  }

  @Test
  void anAmountThatCannotBeReadNamesItsField() {
    assertThat(MoneyBody.read("amount", new MoneyBody("1.5", null), Asset.USD))
        .isEqualTo(Amount.parse(Asset.USD, "1.5"));
    for (String wrong : List.of("1e9", "1.234", "one", " ")) {
      assertThatThrownBy(() -> MoneyBody.read("amount", new MoneyBody(wrong, "USD"), Asset.USD))
          .isInstanceOfSatisfying(
              Refusal.class, it -> assertThat(it.fields()).containsOnlyKeys("amount"));
    }
  }

  private static InvoiceView invoice() {
    RatedLine line =
        new RatedLine(
            "=1+1",
            "@x, y",
            "tiny",
            "query",
            BigInteger.valueOf(1200),
            keeper("0.01"),
            keeper("12"));
    return new InvoiceView(
        new UUID(1, 2),
        "INV-2026-000001",
        new UUID(1, 1),
        InvoiceKind.USAGE,
        InvoiceState.PAID,
        false,
        YearMonth.parse("2026-10"),
        Instant.parse("2026-11-01T02:00:00Z"),
        Instant.parse("2026-12-01T02:00:00Z"),
        "Standard v1",
        new Seller("Zoo", "", "By bank"),
        new BillTo("Acme", "", "", 0, ""),
        List.of(line),
        keeper("12"),
        keeper("13"),
        keeper("0"),
        keeper("-1"),
        InvoicePrice.of(keeper("0"), "0.5", 0),
        null,
        List.of(),
        List.of(),
        List.of(),
        Amount.zero(Asset.USD));
  }

  private static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }
}
