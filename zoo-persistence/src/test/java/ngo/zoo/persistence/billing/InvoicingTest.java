package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.InvoiceFixture.JANUARY;
import static ngo.zoo.persistence.billing.InvoiceFixture.SELLER;
import static ngo.zoo.persistence.billing.InvoiceFixture.STAFF;
import static ngo.zoo.persistence.billing.InvoiceFixture.keeper;
import static ngo.zoo.persistence.billing.InvoiceFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.IssuedInvoice;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.RefundView;
import ngo.zoo.billing.StatementGroup;
import ngo.zoo.billing.StatementView;
import ngo.zoo.billing.Unpaid;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invoices from their issue to the last cent, on the ledger itself. */
class InvoicingTest {
  private static final int THREADS = 64;

  private final InvoiceFixture zoo = new InvoiceFixture();

  /** What every test leaves behind is held against the books. */
  @AfterEach
  void invoicesAndBooksAgree() throws SQLException {
    zoo.leave();
    try (var connection = DriverManager.getConnection(Database.url())) {
      assertThat(MoneyAudit.all(connection))
          .filteredOn(
              it ->
                  it.name().startsWith("receivables")
                      || it.name().startsWith("each invoice")
                      || it.name().startsWith("credit used")
                      || it.name().startsWith("each entry")
                      || it.name().startsWith("balances"))
          .hasSize(5)
          .allSatisfy(it -> assertThat(it.example()).as(it.name()).isNull());
    }
  }

  @Test
  void aPrepaidMonthIsAdjustedAndNothingIsOwed() {
    zoo.taxed(1900);
    zoo.fund("50");

    InvoiceView invoice = zoo.close("10", "8.5").invoice();

    assertThat(invoice.state()).isEqualTo(InvoiceState.PAID);
    assertThat(invoice.settled()).isEqualTo(keeper("-1.5"));
    assertThat(invoice.price().gross()).isEqualTo(usd("0"));
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("51.5"));
    assertThat(zoo.events).containsExactly("invoice.issued");
  }

  @Test
  void whatAPrepaidAccountCannotGiveIsOwedInUsd() {
    zoo.taxed(1900);
    zoo.fund("1");

    InvoiceView invoice = zoo.close("10", "14").invoice();

    assertThat(invoice.settled()).isEqualTo(keeper("1"));
    assertThat(invoice.price().charged()).isEqualTo(keeper("3"));
    assertThat(invoice.price().net()).isEqualTo(usd("1.5"));
    assertThat(invoice.price().tax()).isEqualTo(usd("0.29"));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("-1.79"));
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("0"));
  }

  @Test
  void aPostpaidMonthRefillsTheLineAndOwesUsd() {
    zoo.taxed(700);
    zoo.postpaid("12");
    Amount keeperBefore = zoo.treasury(Asset.KEEPER);
    Amount usdBefore = zoo.treasury(Asset.USD);

    InvoiceView invoice = zoo.close("12", "11").invoice();

    assertThat(zoo.balance(AccountKind.CREDIT_LINE, Asset.KEEPER)).isEqualTo(keeper("100"));
    assertThat(zoo.treasury(Asset.KEEPER)).isEqualTo(keeperBefore.minus(keeper("12")));
    assertThat(zoo.treasury(Asset.USD)).isEqualTo(usdBefore.plus(usd("5.5")));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("-5.89"));
    assertThat(invoice.price().rate()).isEqualTo("0.5");
    assertThat(invoice.dueAt()).isEqualTo(invoice.issuedAt().plus(Duration.ofDays(30)));
    assertThat(exchanged(invoice))
        .containsExactly("KEEPER 11", "KEEPER -11", "USD 5.5", "USD -5.5");
  }

  @Test
  void aMonthIsClosedWhenItIsOverAndFinalAndOnlyThen() {
    YearMonth february = YearMonth.parse("2026-02");
    assertThatThrownBy(
            () ->
                zoo.database.inTransaction(
                    () -> zoo.invoicing.close(zoo.org, february, this::nothing, SELLER)))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "period-not-over"));
    assertThatThrownBy(
            () ->
                zoo.database.inTransaction(
                    () -> zoo.invoicing.close(zoo.org, JANUARY, this::nothing, SELLER)))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "nothing-to-invoice"));
  }

  @Test
  void anInvoiceIsNeverChanged() {
    zoo.fund("50");
    UUID id = zoo.close("10", "10").invoice().id();
    for (String damage :
        List.of("update invoice set gross = 0", "delete from invoice_line", "truncate invoice")) {
      assertThatThrownBy(() -> Database.asOwner(damage)).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> new Sql(zoo.database).update("update invoice set plan = 'x'"))
        .hasMessageContaining("permission denied");
    assertThat(zoo.store.invoice(zoo.org, id, zoo.clock.now())).isPresent();
    assertThat(zoo.store.invoice(UUID.randomUUID(), id, zoo.clock.now())).isEmpty();
  }

  /** 64 closers: one invoice, one number, one movement. */
  @Test
  void racingClosersIssueOneInvoice() throws Exception {
    zoo.fund("50");

    List<IssuedInvoice> issued = race(() -> zoo.close("10", "12"));

    assertThat(issued)
        .extracting(it -> it.invoice().number())
        .hasSize(THREADS)
        .containsOnly(issued.getFirst().invoice().number());
    assertThat(issued).filteredOn(IssuedInvoice::first).hasSize(1);
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("48"));
    assertThat(zoo.events).containsExactly("invoice.issued");
  }

  @Test
  void numbersHaveNoGapsAlsoWhenSomeAreNotIssued() throws Exception {
    List<Boolean> results =
        race(
            () -> {
              try {
                zoo.database.inTransaction(
                    () -> {
                      zoo.invoicing.topUp(zoo.org, keeper("1"), SELLER);
                      if (Thread.currentThread().threadId() % 3 == 0) {
                        throw new IllegalStateException("a crash before the commit");
                      }
                    });
                return true;
              } catch (IllegalStateException crashed) {
                return false;
              }
            });

    assertThat(results).contains(true, false);
    assertThat(
            new Sql(zoo.database)
                .number(
                    """
                    select s.last - (select count(*) from invoice where number like 'INV-2026-%')
                    from document_series s where s.series = 'INV' and s.year = 2026
                    """))
        .isZero();
  }

  @Test
  void aTopUpIsDeliveredAsItIsPaidToTheLastUnit() {
    zoo.taxed(1900);
    Amount revenue = zoo.treasury(Asset.USD);
    InvoiceView order = zoo.topUp("100");
    assertThat(order.price().gross()).isEqualTo(usd("59.5"));
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("0"));

    assertThat(zoo.pay(order.id(), "20", "a" + order.id()).state())
        .isEqualTo(InvoiceState.PARTLY_PAID);
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER).decimal())
        .isEqualTo("33.613445378151260504");
    zoo.pay(order.id(), "20", "a" + order.id());
    InvoiceView paid = zoo.pay(order.id(), "45", "b" + order.id());

    assertThat(paid.state()).isEqualTo(InvoiceState.PAID);
    assertThat(paid.left()).isEqualTo(usd("-5.5"));
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("100"));
    assertThat(zoo.treasury(Asset.USD)).isEqualTo(revenue.plus(usd("50")));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("5.5"));
    assertThat(zoo.events).containsExactly("invoice.issued", "invoice.paid");
    assertThatThrownBy(() -> zoo.pay(order.id(), "7", "a" + order.id()))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "idempotency-key-reused"));
  }

  @Test
  void creditNotesTakeBackNoMoreThanIsLeftAndWhatWasDelivered() {
    zoo.taxed(1900);
    Amount revenue = zoo.treasury(Asset.USD);
    InvoiceView order = zoo.topUp("100");
    zoo.pay(order.id(), "59.5", "c" + order.id());

    zoo.credit(order.id(), "19.83");
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("19.83"));
    assertThatThrownBy(() -> zoo.credit(order.id(), "39.68"))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "credit-note-invalid"));
    zoo.credit(order.id(), "39.67");

    assertThat(zoo.store.invoice(zoo.org, order.id(), zoo.clock.now()).orElseThrow().state())
        .isEqualTo(InvoiceState.VOID);
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("0"));
    assertThat(zoo.treasury(Asset.USD)).isEqualTo(revenue);
    assertThat(zoo.store.creditNotes(zoo.org)).hasSize(2);
  }

  @Test
  void deliveredKeeperThatAreSpentCannotBeCredited() {
    InvoiceView order = zoo.topUp("100");
    zoo.pay(order.id(), "50", "d" + order.id());
    zoo.close("0", "60");
    assertThatThrownBy(() -> zoo.credit(order.id(), "50"))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "insufficient-funds"));
    zoo.credit(order.id(), "20");
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("0"));
  }

  /** 64 approvals of one refund: it is paid once. */
  @Test
  void racingApprovalsPayARefundOnce() throws Exception {
    RefundView refund =
        zoo.database.inTransaction(
            () -> zoo.refunding.request(zoo.org, keeper("7"), "outage", STAFF));
    Caller other = staff(new UUID(9, 10));

    List<Boolean> approved = race(() -> attempted(refund.id(), other));

    assertThat(approved).filteredOn(it -> it).hasSize(1);
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("7"));
    assertThat(zoo.events).containsExactly("refund.approved");
  }

  @Test
  void aRefundNeedsASecondPersonAndUsdThatAreDue() {
    InvoiceView order = zoo.topUp("10");
    zoo.pay(order.id(), "8", "e" + order.id());
    RefundView tooMuch = request("3.01");
    RefundView right = request("3");

    assertThatThrownBy(() -> approve(right.id(), staff(STAFF)))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "second-person-needed"));
    assertThatThrownBy(() -> approve(tooMuch.id(), staff(new UUID(9, 10))))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "refund-too-high"));
    approve(right.id(), staff(new UUID(9, 10)));
    zoo.database.inTransaction(() -> zoo.refunding.decline(zoo.org, tooMuch.id(), STAFF));

    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("0"));
    assertThat(zoo.refunding.waiting())
        .extracting(RefundView::organisationId)
        .doesNotContain(zoo.org);
  }

  @Test
  void whatWasPaidTooMuchSettlesTheNextInvoiceAsItIsIssued() {
    InvoiceView first = zoo.topUp("10");
    zoo.pay(first.id(), "11.5", "h" + first.id());

    InvoiceView small = zoo.topUp("4");
    InvoiceView large = zoo.topUp("100");

    assertThat(small.state()).isEqualTo(InvoiceState.PAID);
    assertThat(small.payable()).isEqualTo(usd("0"));
    assertThat(large.state()).isEqualTo(InvoiceState.PARTLY_PAID);
    assertThat(large.payable()).isEqualTo(usd("45.5"));
    assertThat(large.left()).isEqualTo(usd("45.5"));
    assertThat(large.creditsAtIssue().getFirst().from()).isEqualTo(first.number());
    InvoiceView over = zoo.store.invoice(zoo.org, first.id(), zoo.clock.now()).orElseThrow();
    assertThat(over.left()).isEqualTo(usd("0"));
    assertThat(over.credits()).hasSize(2);
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER))
        .as("what credit pays of a top-up is delivered")
        .isEqualTo(keeper("23"));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("-45.5"));
    assertThat(zoo.store.unpaid(zoo.org, zoo.clock.now()).left()).isEqualTo(usd("45.5"));
    assertThat(list(InvoiceState.PARTLY_PAID)).containsExactly(large.number());
    assertThat(zoo.events)
        .containsExactly(
            "invoice.issued", "invoice.paid", "invoice.issued", "invoice.paid", "invoice.issued");
  }

  @Test
  void aTopUpThatTheTreasuryCannotDeliverHoldsUpNoPayment() {
    zoo.fund("1");
    InvoiceView month = zoo.close("10", "14").invoice();
    InvoiceView large = zoo.topUp("100");
    InvoiceView small = zoo.topUp("10");
    zoo.treasuryHolds("30");

    InvoiceView paid = zoo.pay(month.id(), "21.5", "n" + month.id());

    assertThat(paid.state()).isEqualTo(InvoiceState.PAID);
    assertThat(found(large).state()).isEqualTo(InvoiceState.OPEN);
    assertThat(found(small).state()).isEqualTo(InvoiceState.PAID);
    assertThat(zoo.treasury(Asset.KEEPER)).isEqualTo(keeper("20"));
    assertThat(found(month).left()).as("the credit waits").isEqualTo(usd("-15"));

    zoo.treasuryHolds("500");
    zoo.pay(large.id(), "1", "o" + month.id());
    assertThat(found(large).left()).isEqualTo(usd("34"));
    assertThat(found(month).left()).isEqualTo(usd("0"));
    assertThat(zoo.treasury(Asset.KEEPER)).isEqualTo(keeper("468"));
  }

  private InvoiceView found(InvoiceView invoice) {
    return zoo.store.invoice(zoo.org, invoice.id(), zoo.clock.now()).orElseThrow();
  }

  @Test
  void whatIsLeftOfACreditIsRefundedByHandAndNotUsedAgain() {
    InvoiceView first = zoo.topUp("10");
    zoo.pay(first.id(), "12", "i" + first.id());
    approve(request("4").id(), staff(new UUID(9, 10)));

    assertThat(found(first).refunded()).isEqualTo(usd("4"));
    assertThat(found(first).left()).as("what can be used still").isEqualTo(usd("-3"));
    assertThat(list().left()).isEqualTo(usd("-3"));

    InvoiceView next = zoo.topUp("10");
    assertThat(next.payable()).isEqualTo(usd("2"));
    assertThat(found(first).left()).isEqualTo(usd("0"));
    assertThatThrownBy(() -> approve(request("0.01").id(), staff(new UUID(9, 10))))
        .isInstanceOfSatisfying(Refusal.class, it -> is(it, "refund-too-high"));

    zoo.credit(first.id(), "5");
    InvoiceView settled = zoo.store.invoice(zoo.org, next.id(), zoo.clock.now()).orElseThrow();
    assertThat(settled.left())
        .as("a credit note’s credit settles what is open")
        .isEqualTo(usd("0"));
    assertThat(settled.payable()).as("the document stays").isEqualTo(usd("2"));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("3"));
    StatementView statement =
        zoo.statements.statement(
            zoo.org, LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));
    assertThat(statement.matches()).isTrue();
    assertThat(
            statement.accounts().stream()
                .filter(it -> it.account() == AccountKind.RECEIVABLE)
                .flatMap(it -> it.movements().stream()))
        .contains(
            new StatementView.Movement(StatementGroup.CREDIT_USED, 2, usd("-5")),
            new StatementView.Movement(StatementGroup.CREDIT_APPLIED, 2, usd("5")));
  }

  @Test
  void overdueInvoicesAreToldOnceAndListedByState() {
    InvoiceView order = zoo.topUp("10");
    assertThat(zoo.store.unpaid(zoo.org, zoo.clock.now()))
        .isEqualTo(new Unpaid(1, 0, usd("5"), order.dueAt()));
    zoo.clock.advance(Duration.ofDays(31));
    assertThat(zoo.store.unpaid(zoo.org, zoo.clock.now()))
        .isEqualTo(new Unpaid(1, 1, usd("5"), null));

    IntStream.range(0, 2).forEach(i -> zoo.database.inTransaction(() -> zoo.invoicing.remind()));

    assertThat(zoo.events).contains("invoice.issued", "invoice.overdue");
    assertThat(zoo.events.stream().filter("invoice.overdue"::equals).count()).isPositive();
    long told = zoo.events.size();
    zoo.database.inTransaction(() -> zoo.invoicing.remind());
    assertThat(zoo.events).hasSize((int) told);
    assertThat(list(InvoiceState.OVERDUE)).containsExactly(order.number());
    assertThat(list(InvoiceState.OPEN)).isEmpty();
    zoo.credit(order.id(), "5");
    assertThat(list(InvoiceState.VOID)).containsExactly(order.number());
    assertThat(zoo.store.unpaid(zoo.org, zoo.clock.now()).invoices()).isZero();
  }

  @Test
  void aStatementAddsUpToTheLedger() {
    zoo.fund("50");
    zoo.close("10", "12");
    InvoiceView order = zoo.topUp("10");
    zoo.pay(order.id(), "5", "f" + order.id());
    zoo.clock.advance(Duration.ofDays(40));
    InvoiceView later = zoo.topUp("4");
    zoo.pay(later.id(), "2", "g" + later.id());

    StatementView statement =
        zoo.statements.statement(
            zoo.org, LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));

    assertThat(statement.matches()).isTrue();
    StatementView.Section account =
        statement.accounts().stream()
            .filter(it -> it.account() == AccountKind.ORGANISATION)
            .findFirst()
            .orElseThrow();
    assertThat(account.closing().minus(account.opening())).isIn(keeper("8"), keeper("58"));
    assertThat(account.movements())
        .extracting(StatementView.Movement::amount)
        .contains(keeper("-2"), keeper("10"));
  }

  @Test
  void monthsWithoutInvoiceAreFound() {
    assertThat(zoo.store.openMonths(JANUARY))
        .contains(new InvoiceStore.OpenMonth(zoo.org, JANUARY));
    zoo.fund("5");
    zoo.close("1", "1");
    assertThat(zoo.store.openMonths(JANUARY))
        .doesNotContain(new InvoiceStore.OpenMonth(zoo.org, JANUARY));
  }

  @Test
  void nobodyOrdersMoreThanCanBeDelivered() {
    assertThatThrownBy(() -> zoo.topUp("1" + "0".repeat(59)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("top-up-too-high"));
    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD).isZero()).isTrue();
  }

  @Test
  void noMonthOfAPlanWithAMinimumIsPassedOver() {
    InvoiceStore.OpenMonth january = new InvoiceStore.OpenMonth(zoo.org, JANUARY);
    YearMonth later = JANUARY.plusMonths(2);
    assertThat(zoo.store.openMonths(later)).doesNotContain(january);
    Sql sql = new Sql(zoo.database);
    UUID plan = Ids.next();
    sql.update("insert into plan values (?, ?, false, now())", plan, plan.toString());
    sql.update(
        """
        insert into plan_version values (?, ?, 1, '2020-01-01Z',
          '{"prices": [], "tiers": [], "minimum": "7", "free_queries": 0}')
        """,
        Ids.next(),
        plan);
    sql.update(
        "insert into plan_assignment values (?, ?, ?, '2020-01-01Z', now(), 'sam')",
        Ids.next(),
        zoo.org,
        plan);

    assertThat(zoo.store.openMonths(later)).contains(january);
  }

  private List<String> exchanged(InvoiceView invoice) {
    UUID entry = invoice.entryId();
    return new Sql(zoo.database)
        .list(
            """
            select a.asset, p.amount from posting p join account a on a.id = p.account_id
            where p.entry_id = ? and a.kind = 'EXCHANGE' order by p.line
            """,
            row ->
                row.getString(1)
                    + " "
                    + new Amount(Asset.valueOf(row.getString(1)), Sql.units(row, 2)).decimal(),
            entry);
  }

  private List<String> list(InvoiceState state) {
    return zoo
        .store
        .list(new InvoiceFilter(zoo.org, state, null), PageRequest.first(20), zoo.clock.now())
        .items()
        .stream()
        .map(it -> it.number())
        .toList();
  }

  /** The only one that is paid. */
  private InvoiceRow list() {
    return zoo.store
        .list(
            new InvoiceFilter(zoo.org, InvoiceState.PAID, null),
            PageRequest.first(1),
            zoo.clock.now())
        .items()
        .getFirst();
  }

  private RefundView request(String usd) {
    return zoo.database.inTransaction(
        () -> zoo.refunding.request(zoo.org, usd(usd), "paid twice", STAFF));
  }

  private void approve(UUID refund, Caller by) {
    zoo.database.inTransaction(() -> zoo.refunding.approve(zoo.org, refund, by));
  }

  private boolean attempted(UUID refund, Caller by) {
    try {
      approve(refund, by);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("refund-decided");
      return false;
    }
  }

  private static Caller staff(UUID id) {
    return new Caller(Caller.Kind.PERSON, id, "staff", null, Set.of(Role.STAFF));
  }

  private static void is(Refusal refusal, String code) {
    assertThat(refusal.code()).isEqualTo(code);
  }

  private ngo.zoo.billing.RatedPeriod nothing(UUID org, Instant from, Instant to) {
    Amount none = keeper("0");
    return new ngo.zoo.billing.RatedPeriod(org, from, to, "Free v1", List.of(), none, none);
  }

  private static <T> List<T> race(Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  /** A payment that came before the key's first use was recorded is not recorded again. */
  @Test
  void racingRecordsOfOnePaymentCountOnce() throws Exception {
    InvoiceView order = zoo.topUp("10");
    PaymentDraft draft = new PaymentDraft(usd("5"), "bank 2", "h" + order.id());

    race(
        () ->
            zoo.database.inTransaction(() -> zoo.settling.pay(zoo.org, order.id(), draft, STAFF)));

    assertThat(zoo.balance(AccountKind.RECEIVABLE, Asset.USD)).isEqualTo(usd("0"));
    assertThat(zoo.balance(AccountKind.ORGANISATION, Asset.KEEPER)).isEqualTo(keeper("10"));
  }
}
