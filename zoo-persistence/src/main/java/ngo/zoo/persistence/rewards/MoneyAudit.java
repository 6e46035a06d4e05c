package ngo.zoo.persistence.rewards;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ngo.zoo.persistence.log.BatchAudit;
import ngo.zoo.persistence.log.ReceiptBatchAudit;
import org.jspecify.annotations.Nullable;

/**
 * Adds up everything about money in two ways and tells where they differ. Reads only, all in one
 * snapshot, and needs nothing but a connection, so that the launcher, the server and tests ask the
 * same questions.
 */
public final class MoneyAudit {
  /**
   * One comparison.
   *
   * @param compared how many things were looked at
   * @param differences how many of them were wrong; must be zero
   * @param example the first wrong one
   */
  public record Finding(String name, long compared, long differences, @Nullable String example) {
    public boolean sound() {
      return differences == 0;
    }
  }

  /**
   * @param wholeJournal reads every posting; the others read balances and what is open
   * @param differing a query of the things compared: a label, and whether it is wrong
   */
  private record Question(String name, boolean wholeJournal, String differing) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "balances per asset sum to zero",
              false,
              """
              select asset || ' ' || sum(balance), sum(balance) <> 0 from account group by asset
              """),
          new Question(
              "no account owes that may not",
              false,
              """
              select 'account ' || id, balance < 0 and not may_owe from account
              """),
          new Question(
              "supply is genesis and deposits less burned",
              false,
              """
              select 'in circulation ' || sum(balance) filter (where kind not in ('GENESIS', 'EXTERNAL', 'BURN')),
                coalesce(sum(balance) filter (where kind not in ('GENESIS', 'EXTERNAL', 'BURN')), 0)
                  <> coalesce(-sum(balance) filter (where kind in ('GENESIS', 'EXTERNAL', 'BURN')), 0)
              from account where asset = 'KEEPER' having count(*) > 0
              """),
          new Question(
              "held receipts are the held account",
              false,
              """
              select 'held ' || h.balance || ', receipts ' || r.total, h.balance <> r.total
              from (select coalesce(sum(fee), 0) as total from receipt where status = 'HELD') r,
                (select coalesce(sum(balance), 0) as balance from account where kind = 'FEE_HELD') h
              """),
          new Question(
              "pending reservations are the reserved accounts",
              false,
              """
              select 'owner ' || owner_id || ' ' || asset, coalesce(a.balance, 0) <> coalesce(r.total, 0)
              from (select owner_id, asset, balance from account where kind = 'FEE_RESERVED') a
              full join (
                select owner_id, asset, sum(units) as total from (
                  select r.payer_id as owner_id, b.asset, r.amount as units
                  from reservation r join account b on b.id = r.account_id where r.status = 'PENDING'
                  union all
                  select payer_id, asset, amount - settled from credit_lease where status = 'PENDING') p
                group by 1, 2) r using (owner_id, asset)
              """),
          new Question(
              "leased parts of budget windows are what is left of their leases",
              false,
              """
              select 'budget ' || w.budget_id || ' from ' || w.starts_at, w.leased <> coalesce(l.total, 0)
              from budget_window w left join (
                select c.budget_id, c.starts_at, sum(l.amount - l.settled) as total
                from credit_lease_window c join credit_lease l on l.id = c.lease_id
                where l.status = 'PENDING' group by 1, 2) l using (budget_id, starts_at)
              """),
          new Question(
              "sources of each pending reservation are its fee",
              false,
              """
              select 'query ' || r.id, sum(s.amount) <> r.amount
              from reservation r join reservation_source s on s.reservation_id = r.id
              where r.status = 'PENDING' group by r.id
              """),
          new Question(
              "credit accounts are open grants",
              false,
              """
              select 'grant ' || owner_id, g.id is null or a.balance is null or a.balance > g.amount
                or (g.closed_at is not null and a.balance <> 0)
              from (select owner_id, balance from account where kind = 'CREDIT') a
              full join (select id, id as owner_id, amount, closed_at from credit_grant) g using (owner_id)
              """),
          new Question(
              "credit lines are within their limits",
              false,
              """
              select 'organisation ' || owner_id, coalesce(a.balance, 0) > coalesce(b.credit_limit, 0)
              from (select owner_id, balance from account where kind = 'CREDIT_LINE') a
              full join (
                select organisation_id as owner_id, credit_limit
                from billing_account where credit_limit > 0) b using (owner_id)
              """),
          new Question(
              "locked stakes are the stake accounts",
              false,
              """
              select 'member ' || owner_id || ' ' || asset, coalesce(a.balance, 0) <> coalesce(s.total, 0)
              from (select owner_id, asset::text, balance from account where kind = 'STAKE') a
              full join (
                select owner_id, asset, sum(amount) as total from (
                  select member_id as owner_id, 'KEEPER' as asset, amount
                  from stake where status = 'LOCKED'
                  union all select member_id, asset, amount from standing_stake) l
                group by owner_id, asset) s using (owner_id, asset)
              """),
          new Question(
              "stakes on their way back are the unbonding accounts",
              false,
              """
              select 'member ' || owner_id || ' ' || asset, coalesce(a.balance, 0) <> coalesce(u.total, 0)
              from (select owner_id, asset, balance from account where kind = 'UNBONDING') a
              full join (
                select s.member_id as owner_id, s.asset, sum(u.amount) as total
                from unbonding u join standing_stake s on s.id = u.stake_id
                where u.state = 'UNBONDING' group by 1, 2) u using (owner_id, asset)
              """),
          new Question(
              "slashes open to appeal are the disputed accounts",
              false,
              """
              select 'member ' || owner_id || ' ' || asset, coalesce(a.balance, 0) <> coalesce(d.total, 0)
              from (select owner_id, asset, balance from account where kind = 'DISPUTED') a
              full join (
                select s.member_id as owner_id, s.asset, sum(d.amount) as total
                from slash d join standing_stake s on s.id = d.stake_id
                where d.state in ('OPEN', 'APPEALED') group by 1, 2) d using (owner_id, asset)
              """),
          new Question(
              "each slash is the sum of its parts",
              false,
              """
              select 'slash ' || d.id, d.amount <> coalesce(p.total, 0)
              from slash d left join (
                select slash_id, sum(amount) as total from slash_part group by 1) p
                on p.slash_id = d.id
              """),
          new Question(
              "pending holds are their escrow accounts",
              false,
              """
              select 'hold ' || h.id, coalesce(a.balance, 0)
                <> case h.status when 'PENDING' then h.amount - h.drawn else 0 end
              from hold h left join account a
                on a.kind = 'ESCROW' and a.owner_id = h.id and a.asset = h.asset
              """),
          new Question(
              "compute escrows paid what was metered",
              false,
              """
              select 'job ' || c.job_id,
                h.drawn <> least(h.amount, div(c.hourly * c.gpu_seconds, 3600))
              from compute_escrow c join hold h on h.id = c.job_id
              """),
          new Question(
              "corrections are the entries they name",
              false,
              """
              select 'correction ' || c.id, e.id is null
              from correction c left join journal_entry e on e.id = c.posted_entry
                and (c.kind = 'TRANSFER' or e.cause_kind = 'REVERSAL' and e.cause_id = c.entry_id)
              where c.status = 'POSTED'
              """),
          new Question(
              "receivables are open invoices",
              false,
              """
              select 'organisation ' || owner_id, coalesce(a.balance, 0) <> coalesce(i.total, 0)
              from (select owner_id, balance from account where kind = 'RECEIVABLE' and asset = 'USD') a
              full join (
                select owner_id, sum(units) as total from (
                  select organisation_id as owner_id, -gross as units from invoice
                  union all select i.organisation_id, p.amount
                    from invoice_payment p join invoice i on i.id = p.invoice_id
                  union all select i.organisation_id, c.gross
                    from credit_note c join invoice i on i.id = c.invoice_id
                  union all select r.organisation_id, -r.amount
                    from refund r join refund_decision d on d.refund_id = r.id
                    where d.approved and r.asset = 'USD') u
                group by 1) i using (owner_id)
              """),
          new Question(
              "each invoice is its lines and its postings",
              true,
              """
              select 'invoice ' || i.number, i.usage <> coalesce(l.total, 0)
                or coalesce(p.owed, 0) <> -i.gross or coalesce(p.tax, 0) <> i.tax
                or (i.kind = 'USAGE' and (coalesce(p.taken, 0) <> -i.settled
                  or coalesce(p.exchanged, 0) <> i.charged
                  or not i.postpaid and i.usage <> i.fees + i.settled + i.charged))
                or (i.kind = 'TOP_UP' and i.usage <> i.charged)
              from invoice i left join (
                select invoice_id, sum(amount) as total from invoice_line group by 1) l
                on l.invoice_id = i.id
              left join lateral (
                select sum(p.amount) filter (where a.kind = 'RECEIVABLE') as owed,
                  sum(p.amount) filter (where a.kind = 'TAX') as tax,
                  sum(p.amount) filter (where a.kind = 'ORGANISATION') as taken,
                  sum(p.amount) filter (where a.kind = 'EXCHANGE' and a.asset = 'KEEPER' and p.amount > 0)
                    as exchanged
                from posting p join account a on a.id = p.account_id where p.entry_id = i.entry_id) p on true
              """),
          new Question(
              "credit used for invoices was paid too much before",
              false,
              """
              select 'credit ' || c.id, f.organisation_id <> t.organisation_id
                or f.gross - s.credited - s.paid - s.applied > 0
                or e.id is null or coalesce(p.used, 0) <> c.amount or coalesce(p.given, 0) <> c.amount
              from invoice_credit c join invoice f on f.id = c.from_invoice
              join invoice t on t.id = c.to_invoice
              left join journal_entry e on e.id = c.entry_id
                and e.cause_kind = 'INVOICE_CREDIT' and e.cause_id = c.to_invoice
              cross join lateral (
                select coalesce((select sum(amount) from invoice_payment where invoice_id = f.id), 0)
                    as paid,
                  coalesce((select sum(gross) from credit_note where invoice_id = f.id), 0)
                    as credited,
                  coalesce((select sum(amount) from invoice_credit where to_invoice = f.id), 0)
                    - coalesce((select sum(amount) from invoice_credit where from_invoice = f.id), 0)
                    as applied) s
              left join lateral (
                select -sum(p.amount) filter (where p.amount < 0) as used,
                  sum(p.amount) filter (where p.amount > 0) as given
                from posting p join account a on a.id = p.account_id
                where p.entry_id = c.entry_id and a.kind = 'RECEIVABLE'
                  and a.owner_id = t.organisation_id) p on true
              """),
          new Question(
              "usage of each invoice is its receipts and the ledger",
              true,
              """
              select 'invoice ' || i.number, i.fees + i.credits_used <> r.fees or r.fees <> r.held
              from invoice i cross join lateral (
                select coalesce(sum(r.fee), 0) as fees, coalesce(sum(case when r.lease_id is not null then r.fee else (
                  select sum(p.amount) from journal_entry e join posting p on p.entry_id = e.id
                  join account a on a.id = p.account_id
                  where e.cause_kind = 'QUERY' and e.cause_id = r.id and a.kind = 'FEE_HELD' and p.amount > 0) end), 0)
                  as held
                from receipt r where r.payer_kind = 'ORGANISATION' and r.payer_id = i.organisation_id
                  and r.answered_at >= i.period_start and r.answered_at < i.period_end
                  and r.status <> 'REFUNDED') r
              where i.kind = 'USAGE'
              """),
          new Question(
              "postings per asset sum to zero",
              true,
              """
              select a.asset || ' ' || sum(p.amount), sum(p.amount) <> 0
              from posting p join account a on a.id = p.account_id group by a.asset
              """),
          new Question(
              "each account is the sum of its postings",
              true,
              """
              select 'account ' || a.id, a.balance <> coalesce(p.total, 0)
              from account a left join (
                select account_id, sum(amount) as total from posting group by 1) p
                on p.account_id = a.id
              """),
          new Question(
              "each account's version counts its entries",
              true,
              """
              select 'account ' || a.id, a.version <> coalesce(p.entries, 0)
              from account a left join (
                select account_id, count(distinct entry_id) as entries from posting group by 1) p
                on p.account_id = a.id
              """),
          new Question(
              "each entry has lines and is balanced",
              true,
              """
              select 'entry ' || e.id, coalesce(bool_or(p.total <> 0), true)
              from journal_entry e left join (
                select p.entry_id, sum(p.amount) as total
                from posting p join account a on a.id = p.account_id group by p.entry_id, a.asset) p
                on p.entry_id = e.id
              group by e.id
              """),
          new Question(
              "entries of each grant of credits are its amount",
              true,
              """
              select 'grant ' || g.id, coalesce(p.given, 0) <> g.amount
                or coalesce(p.returned, 0) > g.amount
                or (coalesce(p.returned, 0) > 0 and g.closed_at is null)
              from credit_grant g left join (
                select a.owner_id, sum(p.amount) filter (where p.amount > 0) as given,
                  -sum(p.amount) filter (where p.amount < 0) as returned
                from account a join posting p on p.account_id = a.id
                join journal_entry e on e.id = p.entry_id
                where a.kind = 'CREDIT' and e.cause_kind = 'CREDIT' group by a.owner_id) p
                on p.owner_id = g.id
              """),
          new Question(
              "entries of each credit line are its limit",
              true,
              """
              select 'organisation ' || b.organisation_id, coalesce(p.lent, 0) <> b.credit_limit
              from billing_account b left join (
                select a.owner_id, sum(p.amount) as lent
                from account a join posting p on p.account_id = a.id
                join journal_entry e on e.id = p.entry_id
                where a.kind = 'CREDIT_LINE' and e.cause_kind = 'CREDIT_LINE' group by a.owner_id) p
                on p.owner_id = b.organisation_id
              """),
          new Question(
              "entries of each receipt are its fee",
              true,
              """
              select 'receipt ' || r.id, coalesce(p.held, 0) <> case when r.lease_id is null then r.fee else 0 end
                or coalesce(p.split, 0) <> case r.status when 'HELD' then 0 else r.fee end
                or coalesce(p.paid, 0) <> case r.status when 'FINAL' then coalesce(p.split, 0) else 0 end
              from receipt r left join (
                select e.cause_id,
                  sum(p.amount) filter (where a.kind = 'FEE_HELD' and p.amount > 0) as held,
                  -sum(p.amount) filter (where a.kind = 'FEE_HELD' and p.amount < 0) as split,
                  sum(p.amount) filter (where e.cause_kind = 'RECEIPT'
                    and (p.amount > 0 or a.kind = 'TREASURY')) as paid
                from journal_entry e join posting p on p.entry_id = e.id
                join account a on a.id = p.account_id
                where e.cause_kind in ('QUERY', 'RECEIPT') group by e.cause_id) p
                on p.cause_id = r.id
              """),
          new Question(
              "each settled reservation is its receipt's fee, and its sources are",
              true,
              """
              select 'query ' || v.id, v.amount <> r.fee or coalesce(s.total, v.amount) <> r.fee
              from reservation v join receipt r on r.id = v.id left join (
                select reservation_id, sum(amount) as total from reservation_source group by 1) s
                on s.reservation_id = v.id
              where v.status = 'POSTED'
              """),
          new Question(
              "settling entries of leases are their batches' receipts",
              true,
              """
              select 'batch ' || coalesce(r.batch_id || ' lease ' || r.lease_id, p.key),
                r.total is null or p.held is null or r.total <> p.held
              from (
                select batch_id, lease_id, 'lease:settle:' || batch_id || ':' || lease_id as key, sum(fee) as total
                from receipt where lease_id is not null group by 1, 2) r
              full join (
                select e.idempotency_key::text as key, sum(p.amount) filter (where a.kind = 'FEE_HELD') as held
                from journal_entry e join posting p on p.entry_id = e.id join account a on a.id = p.account_id
                where e.cause_kind = 'QUERY' and e.idempotency_key like 'lease:settle:%' group by 1) p using (key)
              """),
          new Question(
              "each lease is what it settled",
              true,
              """
              select 'lease ' || l.id, l.settled <> coalesce(r.total, 0)
              from credit_lease l left join (
                select lease_id, sum(fee) as total from receipt where lease_id is not null group by 1) r
                on r.lease_id = l.id
              """),
          new Question(
              "donations and grants are their entries",
              true,
              """
              select 'donation ' || coalesce(d.number, p.cause_id::text),
                d.id is null or coalesce(p.given, 0) <> d.amount
              from donation d full join (
                select e.id, e.cause_id, max(a.asset::text) as asset,
                  max(a.kind::text) filter (where p.amount > 0) as kind,
                  sum(p.amount) filter (where p.amount > 0) as given
                from journal_entry e join posting p on p.entry_id = e.id
                join account a on a.id = p.account_id
                where e.cause_kind in ('DONATION', 'GRANT') group by e.id) p
                on p.id = d.entry_id and p.cause_id = d.id and p.asset = d.asset
                  and p.kind = case when d.restricted then 'ESCROW' else 'TREASURY' end
              """),
          new Question(
              "every entry is in one batch of the log",
              true,
              """
              with batched as (
                select b.id, count(*) as times
                from (select unnest(entries) as id from journal_batch) b group by b.id)
              select 'entry ' || coalesce(e.id, b.id), e.id is null or coalesce(b.times, 0) <> 1
              from (
                select e.id from journal_entry e
                where e.id <= (select swept from journal_cursor) or exists (
                  select from batched b where b.id = e.id)) e
              full join batched b on b.id = e.id
              """));

  private static final String RECEIPT_BATCHES =
      "the log knows every batch of receipts as it stands";
  private static final String BATCHES = "the log knows every entry as it stands";

  private MoneyAudit() {}

  /** Everything; takes time in proportion to the journal. */
  public static List<Finding> all(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>(ask(connection, QUESTIONS));
    findings.add(batches(connection));
    findings.add(receiptBatches(connection));
    return findings;
  }

  /** How many findings {@link #each} gives. */
  public static int questions() {
    return QUESTIONS.size() + 2;
  }

  /**
   * As {@link #all}, one after the other.
   *
   * @param connection in a transaction of isolation REPEATABLE READ, so that all see one state
   */
  public static void each(Connection connection, Consumer<Finding> taker) throws SQLException {
    for (Question question : QUESTIONS) {
      taker.accept(ask(connection, List.of(question)).getFirst());
    }
    taker.accept(batches(connection));
    taker.accept(receiptBatches(connection));
  }

  private static Finding receiptBatches(Connection connection) throws SQLException {
    BatchAudit.Result result = ReceiptBatchAudit.run(connection);
    return new Finding(RECEIPT_BATCHES, result.compared(), result.differences(), result.example());
  }

  private static Finding batches(Connection connection) throws SQLException {
    BatchAudit.Result result = BatchAudit.run(connection);
    return new Finding(BATCHES, result.compared(), result.differences(), result.example());
  }

  /** What can be told from balances and from what is open, without reading the journal. */
  public static List<Finding> open(Connection connection) throws SQLException {
    return ask(connection, QUESTIONS.stream().filter(it -> !it.wholeJournal()).toList());
  }

  /** One statement, because a statement is a snapshot at any isolation. */
  private static List<Finding> ask(Connection connection, List<Question> questions)
      throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < questions.size(); i++) {
      sql.append(i == 0 ? "" : " union all ")
          .append("select ")
          .append(i)
          .append(
              ", count(*), count(*) filter (where wrong), min(label) filter (where wrong) from (")
          .append(questions.get(i).differing())
          .append(") q")
          .append(i)
          .append(" (label, wrong)");
    }
    List<Finding> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql + " order by 1")) {
      while (row.next()) {
        findings.add(
            new Finding(
                questions.get(row.getInt(1)).name(),
                row.getLong(2),
                row.getLong(3),
                row.getString(4)));
      }
    }
    return findings;
  }
}
