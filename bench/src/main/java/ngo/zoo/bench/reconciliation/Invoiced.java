package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.MeteredUsage;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.RatedPeriod;
import ngo.zoo.billing.Seller;
import ngo.zoo.billing.rules.RatingRule;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.billing.BillingTerms;
import ngo.zoo.persistence.billing.InvoiceStore;
import ngo.zoo.persistence.billing.Invoicing;
import ngo.zoo.persistence.billing.MeteredReader;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;

/** Closes the month of every organisation and tells what the invoices ask, by project. */
final class Invoiced {
  /** What invoices are held together by: they know a project, not a day or a key. */
  record Project(UUID organisation, UUID project) {}

  private static final Instant AFTERWARDS = Instant.parse("2026-03-01T00:00:00Z");
  private static final Seller SELLER = new Seller("Zoo", "", "");
  private static final String LINES =
      """
      select i.organisation_id, p.id, sum(l.amount)
      from invoice i join invoice_line l on l.invoice_id = i.id
      join project p on p.organisation_id = i.organisation_id and p.name = l.project
      group by 1, 2
      """;

  /** Business time of a bench: after the month. */
  private static final class Later implements BusinessClock {
    @Override
    public Instant now() {
      return AFTERWARDS;
    }

    @Override
    public void at(Instant instant, Runnable work) {
      work.run();
    }
  }

  private final DataSource connections;
  private final MeteredReader reader;
  private final Invoicing invoicing;

  Invoiced(DataSource connections) {
    this.connections = connections;
    this.reader = new MeteredReader(connections);
    this.invoicing =
        new Invoicing(
            new BillingTerms(connections),
            new InvoiceStore(connections),
            new Journal(connections),
            Parameter::genesis,
            (organisation, type, subject, data) -> {},
            new Later());
  }

  /** By the default plan, whose price of a query is the fee. */
  Map<Project, BigInteger> close(Tenants tenants, YearMonth month) {
    for (UUID organisation : tenants.organisations()) {
      invoicing.close(organisation, month, this::rate, SELLER);
    }
    Map<Project, BigInteger> sums = new HashMap<>();
    new Sql(connections)
        .list(
            LINES,
            row -> sums.put(new Project(Sql.uuid(row, 1), Sql.uuid(row, 2)), Sql.units(row, 3)));
    return sums;
  }

  private RatedPeriod rate(UUID organisation, Instant from, Instant to) {
    List<MeteredUsage> usage = reader.usage(organisation, List.of(from, to)).getFirst();
    Amount fees =
        usage.stream().map(MeteredUsage::fees).reduce(Amount.zero(Asset.KEEPER), Amount::plus);
    return new RatedPeriod(
        organisation,
        from,
        to,
        "Pay per query",
        RatingRule.lines(PlanTerms.FEE_TABLE, usage),
        fees,
        reader.creditsUsed(organisation, from, to));
  }
}
