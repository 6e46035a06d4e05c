package ngo.zoo.persistence.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.BillTo;
import ngo.zoo.billing.CreditNoteView;
import ngo.zoo.billing.InvoiceKind;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.billing.InvoiceRow;
import ngo.zoo.billing.InvoiceState;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.PaymentView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.Seller;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/** Reads rows of invoices, by the names of their columns. */
final class InvoiceRows {
  private InvoiceRows() {}

  /** The invoice without lines, payments and credit notes. */
  static InvoiceView head(ResultSet row, Instant now) throws SQLException {
    return new InvoiceView(
        uuid(row, "id"),
        row.getString("number"),
        uuid(row, "organisation_id"),
        InvoiceKind.valueOf(row.getString("kind")),
        state(row, now),
        row.getBoolean("postpaid"),
        month(row),
        instant(row, "issued_at"),
        instant(row, "due_at"),
        row.getString("plan"),
        new Seller(
            row.getString("seller_name"), row.getString("seller_address"), row.getString("pay_to")),
        billTo(row),
        List.of(),
        keeper(row, "usage"),
        keeper(row, "fees"),
        keeper(row, "credits_used"),
        keeper(row, "settled"),
        price(row),
        row.getObject("entry_id", UUID.class),
        List.of(),
        List.of(),
        List.of(),
        Amount.zero(Asset.USD));
  }

  static InvoiceRow row(ResultSet row, Instant now) throws SQLException {
    return new InvoiceRow(
        uuid(row, "id"),
        row.getString("number"),
        uuid(row, "organisation_id"),
        row.getString("organisation"),
        InvoiceKind.valueOf(row.getString("kind")),
        month(row),
        state(row, now),
        keeper(row, "charged"),
        usd(row, "gross"),
        usd(row, "paid"),
        usd(row, "credited"),
        usd(row, "applied"),
        Amount.zero(Asset.USD),
        instant(row, "issued_at"),
        instant(row, "due_at"));
  }

  static RatedLine line(ResultSet row) throws SQLException {
    return new RatedLine(
        row.getString("description"),
        row.getString("project"),
        row.getString("model"),
        row.getString("unit"),
        units(row, "quantity"),
        keeper(row, "unit_price"),
        keeper(row, "amount"));
  }

  static PaymentView payment(ResultSet row) throws SQLException {
    return new PaymentView(
        uuid(row, "id"),
        uuid(row, "invoice_id"),
        usd(row, "amount"),
        row.getString("reference"),
        instant(row, "recorded_at"),
        uuid(row, "entry_id"));
  }

  static CreditNoteView creditNote(ResultSet row) throws SQLException {
    return new CreditNoteView(
        uuid(row, "id"),
        row.getString("number"),
        uuid(row, "invoice_id"),
        row.getString("invoice"),
        usd(row, "net"),
        usd(row, "tax"),
        usd(row, "gross"),
        row.getString("reason"),
        instant(row, "issued_at"),
        uuid(row, "entry_id"));
  }

  static AppliedCredit credit(ResultSet row) throws SQLException {
    return new AppliedCredit(
        uuid(row, "id"),
        uuid(row, "from_invoice"),
        row.getString("from_number"),
        uuid(row, "to_invoice"),
        row.getString("to_number"),
        usd(row, "amount"),
        instant(row, "applied_at"),
        row.getBoolean("at_issue"),
        uuid(row, "entry_id"));
  }

  private static InvoiceState state(ResultSet row, Instant now) throws SQLException {
    return InvoiceState.of(
        usd(row, "gross"),
        usd(row, "paid").plus(usd(row, "applied")),
        usd(row, "credited"),
        instant(row, "due_at"),
        now);
  }

  private static BillTo billTo(ResultSet row) throws SQLException {
    return new BillTo(
        row.getString("bill_name"),
        row.getString("bill_address"),
        row.getString("bill_tax_id"),
        row.getInt("tax_bp"),
        row.getString("bill_email"));
  }

  private static InvoicePrice price(ResultSet row) throws SQLException {
    return new InvoicePrice(
        row.getBigDecimal("rate").toPlainString(),
        keeper(row, "charged"),
        usd(row, "net"),
        row.getInt("tax_bp"),
        usd(row, "tax"),
        usd(row, "gross"));
  }

  private static @Nullable YearMonth month(ResultSet row) throws SQLException {
    OffsetDateTime start = row.getObject("period_start", OffsetDateTime.class);
    return start == null
        ? null
        : YearMonth.from(start.toInstant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Amount keeper(ResultSet row, String column) throws SQLException {
    return Amount.keeper(units(row, column));
  }

  private static Amount usd(ResultSet row, String column) throws SQLException {
    return new Amount(Asset.USD, units(row, column));
  }

  private static BigInteger units(ResultSet row, String column) throws SQLException {
    BigDecimal value = row.getBigDecimal(column);
    return value == null ? BigInteger.ZERO : value.toBigIntegerExact();
  }
}
