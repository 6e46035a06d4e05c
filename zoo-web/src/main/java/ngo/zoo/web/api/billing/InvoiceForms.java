package ngo.zoo.web.api.billing;

import ngo.zoo.billing.AppliedCredit;
import ngo.zoo.billing.InvoiceView;
import ngo.zoo.billing.RatedLine;
import ngo.zoo.billing.StatementView;
import ngo.zoo.billing.rules.Csv;
import ngo.zoo.shared.Amount;
import ngo.zoo.web.api.Names;
import org.jspecify.annotations.Nullable;

/** Invoices and statements as CSV, from the rows that JSON and PDF show. */
final class InvoiceForms {
  private InvoiceForms() {}

  /** A row per line, then a row per total. */
  static String csv(InvoiceView invoice) {
    StringBuilder csv = new StringBuilder();
    csv.append(
        Csv.line(
            "invoice",
            "row",
            "description",
            "project",
            "model",
            "unit",
            "quantity",
            "unit_price",
            "amount",
            "asset"));
    for (RatedLine line : invoice.lines()) {
      csv.append(
          Csv.line(
              invoice.number(),
              "line",
              line.description(),
              line.project(),
              line.model(),
              line.unit(),
              line.quantity(),
              new Figure(line.unitPrice()),
              new Figure(line.amount()),
              line.amount().asset()));
    }
    total(csv, invoice, "usage", invoice.usage());
    total(csv, invoice, "fees", invoice.fees());
    total(csv, invoice, "credits_used", invoice.creditsUsed());
    total(csv, invoice, "settled", invoice.settled());
    total(csv, invoice, "charged", invoice.price().charged());
    total(csv, invoice, "net", invoice.price().net());
    total(csv, invoice, "tax", invoice.price().tax());
    total(csv, invoice, "gross", invoice.price().gross());
    for (AppliedCredit credit : invoice.creditsAtIssue()) {
      csv.append(
          Csv.line(
              invoice.number(),
              "credit",
              "Paid too much of " + credit.from(),
              null,
              null,
              null,
              null,
              null,
              new Figure(credit.amount().negate()),
              credit.amount().asset()));
    }
    total(csv, invoice, "payable", invoice.payable());
    return csv.toString();
  }

  /** A row per movement, between the account's opening and closing balance. */
  static String csv(StatementView statement) {
    StringBuilder csv = new StringBuilder();
    csv.append(Csv.line("account", "row", "entries", "amount", "asset"));
    for (StatementView.Section section : statement.accounts()) {
      row(csv, section, "opening", null, section.opening());
      section
          .movements()
          .forEach(it -> row(csv, section, it.group().name(), it.entries(), it.amount()));
      row(csv, section, "closing", null, section.closing());
      row(csv, section, "ledger", null, section.ledger());
      row(csv, section, "difference", null, section.difference());
    }
    return csv.toString();
  }

  private static void total(StringBuilder csv, InvoiceView invoice, String row, Amount amount) {
    csv.append(
        Csv.line(
            invoice.number(),
            row,
            null,
            null,
            null,
            null,
            null,
            null,
            new Figure(amount),
            amount.asset()));
  }

  private static void row(
      StringBuilder csv,
      StatementView.Section section,
      String row,
      @Nullable Long entries,
      Amount amount) {
    csv.append(
        Csv.line(
            Names.of(section.account()),
            Names.of(row),
            entries,
            new Figure(amount),
            amount.asset()));
  }

  /** A decimal of ours: its minus is no formula. */
  private record Figure(Amount amount) {
    @Override
    public String toString() {
      return amount.decimal();
    }
  }
}
