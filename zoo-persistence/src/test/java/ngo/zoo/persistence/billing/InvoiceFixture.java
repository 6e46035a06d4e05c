package ngo.zoo.persistence.billing;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.RatedPeriod;
import ngo.zoo.billing.Seller;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** An organisation, a treasury with something in it, and everything that issues and settles. */
final class InvoiceFixture {
  static final YearMonth JANUARY = YearMonth.parse("2026-01");
  static final Seller SELLER = new Seller("Zoo", "1 Foundation Way", "By bank");
  static final UUID STAFF = new UUID(9, 9);

  final Database database = new Database();
  final SettableClock clock = new SettableClock();
  final Journal journal = new Journal(database);
  final Partner acme = Partner.in(database);
  final UUID org = acme.organisation();
  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  final InvoiceStore store = new InvoiceStore(database);
  final BillingTerms accounts = new BillingTerms(database);
  private final Parameters parameters = Parameter::genesis;
  private final PartnerEvents partners = (to, type, subject, data) -> events.add(type);
  final Invoicing invoicing = new Invoicing(accounts, store, journal, parameters, partners, clock);
  final Settling settling = new Settling(accounts, store, journal, partners, clock);
  final Refunding refunding = new Refunding(database, accounts, journal, partners, clock);
  final StatementReader statements = new StatementReader(database);

  private final Amount found = treasury(Asset.KEEPER);

  InvoiceFixture() {
    fillTreasury("treasury:", keeper("1000"));
    clock.advance(Duration.between(clock.now(), Instant.parse("2026-02-01T02:00:00Z")));
  }

  /** The treasury as other tests left it. */
  void leave() {
    fillTreasury("left:", found.minus(treasury(Asset.KEEPER)));
  }

  /** From now on the treasury holds this. */
  void treasuryHolds(String keeper) {
    fillTreasury("holds " + keeper + ":", keeper(keeper).minus(treasury(Asset.KEEPER)));
  }

  private void fillTreasury(String key, Amount amount) {
    post(
        key + org,
        List.of(
            new PostEntry.Line(AccountKind.GENESIS, Journal.FOUNDATION, amount.negate()),
            new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, amount)));
  }

  void taxed(int basisPoints) {
    new Sql(database)
        .update(
            "update billing_account set tax_bp = ? where organisation_id = ?", basisPoints, org);
  }

  void fund(String keeper) {
    MoneyFixture.fund(database, org, keeper(keeper));
  }

  /** A line of 100 KEEPER of which something is drawn. */
  void postpaid(String drawn) {
    new Sql(database)
        .update(
            """
            update billing_account set mode = 'POSTPAID', credit_limit = ? where organisation_id = ?
            """,
            keeper("100").units(),
            org);
    Amount rest = keeper("100").minus(keeper(drawn));
    post(
        "line:" + org,
        List.of(
            new PostEntry.Line(AccountKind.TREASURY, Journal.FOUNDATION, rest.negate()),
            new PostEntry.Line(AccountKind.CREDIT_LINE, org, rest)));
  }

  IssuedInvoice close(String fees, String total) {
    return database.inTransaction(
        () ->
            invoicing.close(org, JANUARY, (id, from, to) -> rated(from, to, fees, total), SELLER));
  }

  InvoiceView topUp(String keeper) {
    return database.inTransaction(() -> invoicing.topUp(org, keeper(keeper), SELLER)).invoice();
  }

  InvoiceView pay(UUID invoice, String usd, String key) {
    return database.inTransaction(
        () -> settling.pay(org, invoice, new PaymentDraft(usd(usd), "bank 1", key), STAFF));
  }

  void credit(UUID invoice, String usd) {
    database.inTransaction(() -> settling.credit(org, invoice, usd(usd), "was wrong", STAFF));
  }

  RatedPeriod rated(Instant from, Instant to, String fees, String total) {
    RatedLine line =
        new RatedLine(
            "Answers of zoo-keeper-tiny",
            "Default",
            "zoo-keeper-tiny",
            "query",
            BigInteger.valueOf(1000),
            keeper("0.01"),
            keeper(total));
    return new RatedPeriod(org, from, to, "Standard v1", List.of(line), keeper(fees), keeper("0"));
  }

  Amount balance(AccountKind kind, Asset asset) {
    return journal.balance(kind, org, asset);
  }

  Amount treasury(Asset asset) {
    return journal.balance(AccountKind.TREASURY, Journal.FOUNDATION, asset);
  }

  private void post(String key, List<PostEntry.Line> lines) {
    database.inTransaction(
        () ->
            journal.post(
                new PostEntry(key, CauseKind.TRANSFER, Ids.next(), "test", lines), clock.now()));
  }

  static Amount keeper(String decimal) {
    return Amount.parse(Asset.KEEPER, decimal);
  }

  static Amount usd(String decimal) {
    return Amount.parse(Asset.USD, decimal);
  }
}
