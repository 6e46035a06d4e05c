package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;

/** How organisations pay. */
@ApplicationScoped
public class BillingAccountStore {
  /** Mode and limit of a locked row. */
  public record Terms(BillingMode mode, Amount limit) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public BillingAccountStore() {}

  BillingAccountStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** One statement: mode, limit, and what each source has. */
  public BillingAccountView view(UUID organisation, Instant now) {
    return sql()
        .first(
            """
            select b.mode, b.credit_limit,
              spendable('CREDIT_LINE', b.organisation_id, 'KEEPER'),
              spendable('ORGANISATION', b.organisation_id, 'KEEPER'),
              (select sum(spendable('CREDIT', g.id, 'KEEPER')) from credit_grant g
               where g.owner_id = b.organisation_id and g.closed_at is null
                 and (g.expires_at is null or g.expires_at > ?))
            from billing_account b where b.organisation_id = ?
            """,
            row ->
                new BillingAccountView(
                    organisation,
                    BillingMode.valueOf(row.getString(1)),
                    Amount.keeper(Sql.units(row, 2)),
                    Amount.keeper(Sql.units(row, 3)),
                    Amount.keeper(Sql.units(row, 4)),
                    Amount.keeper(Sql.units(row, 5))),
            now,
            organisation)
        .orElseThrow();
  }

  /** Locks the row, so that changes of one organisation follow each other. */
  public Terms lock(UUID organisation) {
    return sql()
        .first(
            "select mode, credit_limit from billing_account where organisation_id = ? for update",
            row ->
                new Terms(BillingMode.valueOf(row.getString(1)), Amount.keeper(Sql.units(row, 2))),
            organisation)
        .orElseThrow();
  }

  public void change(UUID organisation, BillingMode mode, Amount limit) {
    sql()
        .update(
            "update billing_account set mode = ?, credit_limit = ? where organisation_id = ?",
            mode,
            limit.units(),
            organisation);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
