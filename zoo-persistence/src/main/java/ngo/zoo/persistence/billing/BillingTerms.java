package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.BillTo;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;

/** How organisations pay and where their invoices go. */
@ApplicationScoped
public class BillingTerms {
  private static final String TERMS =
      """
      select b.mode = 'POSTPAID', b.credit_limit, o.name, b.legal_name, b.address, b.tax_id,
        b.tax_bp, b.email
      from billing_account b join organisation o on o.id = b.organisation_id
      where b.organisation_id = ?
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public BillingTerms() {}

  public BillingTerms(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What an invoice has to know of its organisation. */
  public record Terms(boolean postpaid, Amount creditLimit, String name, BillTo billTo) {
    /** The organisation as invoices call it. */
    public BillTo named() {
      return billTo.legalName().isEmpty()
          ? new BillTo(name, billTo.address(), billTo.taxId(), billTo.taxBp(), billTo.email())
          : billTo;
    }
  }

  /**
   * Lets one transaction at a time issue, settle and refund for an organisation: what they read of
   * each other is then the last word. Taken before any number and any account.
   */
  public Terms lock(UUID organisation) {
    return terms(organisation, TERMS + " for update of b");
  }

  public BillTo billTo(UUID organisation) {
    return terms(organisation, TERMS).billTo();
  }

  /** Invoices issued from now on go there. */
  public void change(UUID organisation, BillTo to) {
    new Sql(dataSource)
        .update(
            """
            update billing_account
            set legal_name = ?, address = ?, tax_id = ?, tax_bp = ?, email = ?
            where organisation_id = ?
            """,
            to.legalName(),
            to.address(),
            to.taxId(),
            to.taxBp(),
            to.email(),
            organisation);
  }

  private Terms terms(UUID organisation, String sql) {
    return new Sql(dataSource)
        .first(sql, BillingTerms::read, organisation)
        .orElseThrow(() -> Refusal.notFound("organisation", organisation));
  }

  private static Terms read(ResultSet row) throws SQLException {
    return new Terms(
        row.getBoolean(1),
        Amount.keeper(Sql.units(row, 2)),
        row.getString(3),
        new BillTo(
            row.getString(4), row.getString(5), row.getString(6), row.getInt(7), row.getString(8)));
  }
}
