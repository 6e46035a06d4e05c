package ngo.zoo.billing.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * Some USD that were paid too much of one invoice and settle another. The oldest credit is used
 * first, for the oldest open invoice; what was refunded by hand is gone from the oldest credit.
 */
public record CreditUse(UUID from, UUID to, Amount amount) {

  /**
   * How an invoice stands.
   *
   * @param left what is to be paid still; negative: paid too much
   */
  public record Balance(UUID invoice, Amount left) {
    private boolean isCredit() {
      return left.isNegative();
    }
  }

  /**
   * Every use there is; afterwards there is no credit, or no open invoice.
   *
   * @param invoices of one organisation that are not even, oldest first
   * @param refunded USD paid back by hand, in all
   */
  public static List<CreditUse> of(List<Balance> invoices, Amount refunded) {
    Deque<Balance> open = new ArrayDeque<>();
    invoices.stream().filter(one -> !one.isCredit()).forEach(open::add);
    List<CreditUse> uses = new ArrayList<>();
    Map<UUID, Amount> gone = refunds(invoices, refunded);
    for (Balance credit : invoices.stream().filter(Balance::isCredit).toList()) {
      Amount whole = credit.left().negate();
      use(
          new Balance(
              credit.invoice(), whole.minus(Objects.requireNonNull(gone.get(credit.invoice())))),
          open,
          uses);
    }
    return uses;
  }

  /**
   * What was paid back by hand of each credit.
   *
   * @param invoices of one organisation that are not even, oldest first
   * @param refunded USD paid back by hand, in all
   */
  public static Map<UUID, Amount> refunds(List<Balance> invoices, Amount refunded) {
    Map<UUID, Amount> refunds = new LinkedHashMap<>();
    Amount gone = refunded;
    for (Balance credit : invoices.stream().filter(Balance::isCredit).toList()) {
      Amount lost = least(gone, credit.left().negate());
      gone = gone.minus(lost);
      refunds.put(credit.invoice(), lost);
    }
    return refunds;
  }

  /** Spends a credit on the open invoices, the first first. */
  private static void use(Balance credit, Deque<Balance> open, List<CreditUse> uses) {
    Amount rest = credit.left();
    while (!rest.isZero() && !open.isEmpty()) {
      Balance owed = open.removeFirst();
      Amount used = least(rest, owed.left());
      uses.add(new CreditUse(credit.invoice(), owed.invoice(), used));
      rest = rest.minus(used);
      if (used.compareTo(owed.left()) < 0) {
        open.addFirst(new Balance(owed.invoice(), owed.left().minus(used)));
      }
    }
  }

  private static Amount least(Amount one, Amount other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
