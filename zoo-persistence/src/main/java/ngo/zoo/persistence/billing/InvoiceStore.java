package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceFilter;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.PaymentDraft;
import ngo.zoo.billing.PaymentView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.Unpaid;
import ngo.zoo.billing.rules.CreditUse;
import ngo.zoo.billing.rules.InvoiceNumber;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** Rows of invoices, payments and credit notes; written once, then only read. */
@ApplicationScoped
public class InvoiceStore {
  private static final String SETTLED =
      """
      cross join lateral (
        select coalesce((select sum(amount) from invoice_payment where invoice_id = i.id), 0)
            as paid,
          coalesce((select sum(gross) from credit_note where invoice_id = i.id), 0) as credited,
          coalesce((select sum(amount) from invoice_credit where to_invoice = i.id), 0)
            - coalesce((select sum(amount) from invoice_credit where from_invoice = i.id), 0)
            as applied) s
      """;
  private static final String ONE = "select i.*, s.* from invoice i " + SETTLED;
  private static final String NOTES =
      "select c.*, i.number as invoice from credit_note c join invoice i on i.id = c.invoice_id ";

  /** As InvoiceState tells states apart. */
  private static final String FILTERED =
      " from invoice i join organisation o on o.id = i.organisation_id "
          + SETTLED
          + """
          where (?::uuid is null or i.organisation_id = ?)
            and (?::timestamptz is null or i.period_start = ?)
            and (?::text is null or ? = case
              when i.gross > 0 and s.credited >= i.gross then 'VOID'
              when i.gross - s.credited - s.paid - s.applied <= 0 then 'PAID'
              when i.due_at < ? then 'OVERDUE'
              when s.paid + s.applied > 0 then 'PARTLY_PAID' else 'OPEN' end)
            and (? = '' or i.number ilike '%' || ? || '%' or o.name ilike '%' || ? || '%')
          """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public InvoiceStore() {}

  public InvoiceStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The next number of the year; kept with the transaction, or given to the next one. */
  public String next(InvoiceNumber series, Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    return sql()
        .first(
            """
            insert into document_series values (?, ?, 1)
            on conflict (series, year) do update set last = document_series.last + 1
            returning last
            """,
            row -> series.text(year, row.getLong(1)),
            series.prefix(),
            year)
        .orElseThrow();
  }

  public void add(InvoiceView invoice) {
    YearMonth month = invoice.month();
    sql()
        .update(
            """
            insert into invoice values
              (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
               ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid)
            """,
            invoice.id(),
            invoice.number(),
            invoice.organisationId(),
            invoice.kind(),
            invoice.postpaid(),
            start(month),
            month == null ? null : start(month.plusMonths(1)),
            invoice.issuedAt(),
            invoice.dueAt(),
            invoice.plan(),
            invoice.seller().name(),
            invoice.seller().address(),
            invoice.seller().payTo(),
            invoice.billTo().legalName(),
            invoice.billTo().address(),
            invoice.billTo().taxId(),
            invoice.billTo().email(),
            invoice.usage().units(),
            invoice.fees().units(),
            invoice.creditsUsed().units(),
            invoice.settled().units(),
            invoice.price().charged().units(),
            new BigDecimal(invoice.price().rate()),
            invoice.price().net().units(),
            invoice.price().taxBp(),
            invoice.price().tax().units(),
            invoice.price().gross().units(),
            invoice.entryId());
    for (int i = 0; i < invoice.lines().size(); i++) {
      addLine(invoice.id(), i + 1, invoice.lines().get(i));
    }
  }

  private void addLine(UUID invoice, int number, RatedLine line) {
    sql()
        .update(
            "insert into invoice_line values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            invoice,
            number,
            line.description(),
            line.project(),
            line.model(),
            line.unit(),
            line.quantity(),
            line.unitPrice().units(),
            line.amount().units());
  }

  public void addPayment(PaymentView payment, PaymentDraft draft, UUID recordedBy) {
    sql()
        .update(
            "insert into invoice_payment values (?, ?, ?, ?, ?, ?, ?, ?)",
            payment.id(),
            payment.invoiceId(),
            draft.idempotencyKey(),
            payment.amount().units(),
            payment.reference(),
            recordedBy,
            payment.recordedAt(),
            payment.entryId());
  }

  public void addCreditNote(CreditNoteView note, UUID issuedBy) {
    sql()
        .update(
            "insert into credit_note values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            note.id(),
            note.number(),
            note.invoiceId(),
            note.net().units(),
            note.tax().units(),
            note.gross().units(),
            note.reason(),
            issuedBy,
            note.issuedAt(),
            note.entryId());
  }

  /** The payment recorded with this key. */
  public Optional<PaymentView> payment(String idempotencyKey) {
    return sql()
        .first(
            "select * from invoice_payment where idempotency_key = ?",
            InvoiceRows::payment,
            idempotencyKey);
  }

  /** The month's invoice, if it was issued. */
  public Optional<InvoiceView> ofMonth(UUID organisation, YearMonth month, Instant now) {
    return sql()
        .first(
            ONE + "where i.organisation_id = ? and i.period_start = ?",
            row -> InvoiceRows.head(row, now),
            organisation,
            start(month))
        .map(this::whole);
  }

  /** Empty when it is another organisation's. */
  public Optional<InvoiceView> invoice(UUID organisation, UUID id, Instant now) {
    return sql()
        .first(
            ONE + "where i.organisation_id = ? and i.id = ?",
            row -> InvoiceRows.head(row, now),
            organisation,
            id)
        .map(this::whole);
  }

  /** Newest first. */
  public Page<InvoiceRow> list(InvoiceFilter filter, PageRequest request, Instant now) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(filter.organisation());
    values.add(filter.organisation());
    values.add(start(filter.month()));
    values.add(start(filter.month()));
    values.add(filter.state());
    values.add(filter.state());
    values.add(now);
    values.addAll(List.of(request.search(), request.search(), request.search()));
    long total = sql().number("select count(*)" + FILTERED, values.toArray()).longValueExact();
    values.add(request.first());
    values.add(request.size());
    List<InvoiceRow> rows =
        sql()
            .list(
                "select i.*, s.*, o.name as organisation"
                    + FILTERED
                    + " order by i.issued_at desc, i.number desc offset ? limit ?",
                row -> InvoiceRows.row(row, now),
                values.toArray());
    return new Page<>(refunded(rows), total);
  }

  /** What the organisation has to pay still, in one query. */
  public Unpaid unpaid(UUID organisation, Instant now) {
    return sql()
        .first(
            "select count(*), count(*) filter (where i.due_at < ?),"
                + " coalesce(sum(i.gross - s.credited - s.paid - s.applied), 0),"
                + " min(i.due_at) filter (where i.due_at >= ?) from invoice i "
                + SETTLED
                + "where i.organisation_id = ? and i.gross - s.credited - s.paid - s.applied > 0",
            row ->
                new Unpaid(
                    row.getLong(1),
                    row.getLong(2),
                    new Amount(Asset.USD, Sql.units(row, 3)),
                    Sql.optionalInstant(row, 4)),
            now,
            now,
            organisation)
        .orElseThrow();
  }

  public Optional<CreditNoteView> creditNote(UUID organisation, UUID id) {
    return sql()
        .first(
            NOTES + "where i.organisation_id = ? and c.id = ?",
            InvoiceRows::creditNote,
            organisation,
            id);
  }

  /** Newest first. */
  public List<CreditNoteView> creditNotes(UUID organisation) {
    return sql()
        .list(
            NOTES + "where i.organisation_id = ? order by c.issued_at desc, c.number desc",
            InvoiceRows::creditNote,
            organisation);
  }

  /** Overdue invoices whose organisation was not told, and now is: each is returned once. */
  public List<InvoiceRow> remind(Instant now) {
    return sql()
        .list(
            "with told as (insert into invoice_reminder select i.id, ? from invoice i "
                + SETTLED
                + """
                where i.due_at < ? and i.gross - s.credited - s.paid - s.applied > 0
                  and not exists (select from invoice_reminder r where r.invoice_id = i.id)
                on conflict do nothing returning invoice_id)
                select i.*, s.*, o.name as organisation
                from told t join invoice i on i.id = t.invoice_id
                join organisation o on o.id = i.organisation_id
                """
                + SETTLED,
            row -> InvoiceRows.row(row, now),
            now,
            now);
  }

  private InvoiceView whole(InvoiceView head) {
    InvoiceView whole = parts(head);
    return whole.left().isNegative()
        ? whole.refunded(of(whole.id(), refunds(whole.organisationId())))
        : whole;
  }

  private List<InvoiceRow> refunded(List<InvoiceRow> rows) {
    Map<UUID, Map<UUID, Amount>> refunds = new HashMap<>();
    return rows.stream()
        .map(
            row ->
                row.left().isNegative()
                    ? row.refunded(
                        of(row.id(), refunds.computeIfAbsent(row.organisationId(), this::refunds)))
                    : row)
        .toList();
  }

  /** What was paid back by hand of each invoice of which too much was paid. */
  private Map<UUID, Amount> refunds(UUID organisation) {
    return CreditUse.refunds(uneven(organisation), refunded(organisation));
  }

  private static Amount of(UUID invoice, Map<UUID, Amount> refunds) {
    return Objects.requireNonNullElse(refunds.get(invoice), Amount.zero(Asset.USD));
  }

  private InvoiceView parts(InvoiceView head) {
    return new InvoiceView(
        head.id(),
        head.number(),
        head.organisationId(),
        head.kind(),
        head.state(),
        head.postpaid(),
        head.month(),
        head.issuedAt(),
        head.dueAt(),
        head.plan(),
        head.seller(),
        head.billTo(),
        sql()
            .list(
                "select * from invoice_line where invoice_id = ? order by line",
                InvoiceRows::line,
                head.id()),
        head.usage(),
        head.fees(),
        head.creditsUsed(),
        head.settled(),
        head.price(),
        head.entryId(),
        sql()
            .list(
                "select * from invoice_payment where invoice_id = ? order by recorded_at, id",
                InvoiceRows::payment,
                head.id()),
        sql()
            .list(
                NOTES + "where c.invoice_id = ? order by c.number",
                InvoiceRows::creditNote,
                head.id()),
        credits(head.id()),
        head.refunded());
  }

  private List<AppliedCredit> credits(UUID invoice) {
    return sql()
        .list(
            """
            select c.*, f.number as from_number, t.number as to_number from invoice_credit c
            join invoice f on f.id = c.from_invoice join invoice t on t.id = c.to_invoice
            where c.from_invoice = ? or c.to_invoice = ? order by c.applied_at, c.id
            """,
            InvoiceRows::credit,
            invoice,
            invoice);
  }

  /** The organisation's invoices of which something is open or was paid too much, oldest first. */
  public List<CreditUse.Balance> uneven(UUID organisation) {
    return sql()
        .list(
            "select i.id, i.gross - s.credited - s.paid - s.applied from invoice i "
                + SETTLED
                + """
                where i.organisation_id = ? and i.gross - s.credited - s.paid - s.applied <> 0
                order by i.issued_at, i.number
                """,
            row ->
                new CreditUse.Balance(Sql.uuid(row, 1), new Amount(Asset.USD, Sql.units(row, 2))),
            organisation);
  }

  /** USD paid back to the organisation by hand, in all. */
  public Amount refunded(UUID organisation) {
    return new Amount(
        Asset.USD,
        sql()
            .number(
                """
                select coalesce(sum(r.amount), 0) from refund r
                join refund_decision d on d.refund_id = r.id
                where r.organisation_id = ? and r.asset = 'USD' and d.approved
                """,
                organisation));
  }

  /**
   * @param atIssue whether the invoice it settles is issued with it
   */
  public void addCredit(UUID id, CreditUse use, boolean atIssue, UUID entry, Instant now) {
    sql()
        .update(
            "insert into invoice_credit values (?, ?, ?, ?, ?, ?, ?)",
            id,
            use.from(),
            use.to(),
            use.amount().units(),
            now,
            atIssue,
            entry);
  }

  static @Nullable Instant start(@Nullable YearMonth month) {
    return month == null ? null : begin(month);
  }

  /** Midnight UTC of the first day. */
  static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Whether an answer of the month may still be challenged. */
  public boolean held(UUID organisation, YearMonth month) {
    return sql()
        .first(
            """
            select 1 from receipt where status = 'HELD' and payer_kind = 'ORGANISATION'
              and payer_id = ? and answered_at >= ? and answered_at < ? limit 1
            """,
            row -> row.getInt(1),
            organisation,
            begin(month),
            begin(month.plusMonths(1)))
        .isPresent();
  }

  /** A month of an organisation that has no invoice. */
  public record OpenMonth(UUID organisation, YearMonth month) {}

  /**
   * Months up to {@code last} with answers and without invoice, oldest first; the last one, and all
   * of an organisation whose plan may have had a minimum, also without answers. Looks back a year.
   */
  public List<OpenMonth> openMonths(YearMonth last) {
    return sql()
        .list(
            """
            select o.id, m.start at time zone 'UTC' from organisation o
            cross join generate_series(
              greatest(date_trunc('month', o.created_at at time zone 'UTC'),
                ?::timestamp - interval '11 months'), ?::timestamp, interval '1 month') as m(start)
            where not exists (select from invoice i where i.organisation_id = o.id
                and i.period_start = m.start at time zone 'UTC')
              and (m.start = ?::timestamp or exists (
                select from receipt r where r.payer_kind = 'ORGANISATION' and r.payer_id = o.id
                  and r.answered_at >= m.start at time zone 'UTC'
                  and r.answered_at < (m.start + interval '1 month') at time zone 'UTC')
                or exists (
                select from plan_version v where (v.terms ->> 'minimum')::numeric > 0 and (
                  v.plan_id = '00000000-0000-7000-8000-000000000001' or v.plan_id in (
                    select a.plan_id from plan_assignment a where a.organisation_id = o.id))))
            order by m.start, o.id
            """,
            row ->
                new OpenMonth(
                    Sql.uuid(row, 1),
                    YearMonth.from(Sql.instant(row, 2).atOffset(ZoneOffset.UTC).toLocalDate())),
            last.atDay(1).toString(),
            last.atDay(1).toString(),
            last.atDay(1).toString());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
