package ngo.zoo.billing.rules;

import java.util.Locale;

/** Numbers of documents: one series per kind and year, without gaps ({@code INV-2026-000001}). */
public enum InvoiceNumber {
  INVOICE("INV"),
  CREDIT_NOTE("CN");

  private final String prefix;

  InvoiceNumber(String prefix) {
    this.prefix = prefix;
  }

  /** The series' name in the database. */
  public String prefix() {
    return prefix;
  }

  /**
   * @param n counted from 1
   */
  public String text(int year, long n) {
    return String.format(Locale.ROOT, "%s-%d-%06d", prefix, year, n);
  }
}
