package ngo.zoo.books;

import java.time.Instant;
import java.util.List;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * What stood on all accounts at an instant, added up from postings. Debits take from accounts,
 * credits add to them; per asset both are the same and the balances sum to zero.
 */
public record TrialBalance(Instant at, List<Row> rows, List<Total> totals) {
  public TrialBalance {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
  }

  /** All accounts of one kind in one asset. */
  public record Row(
      Asset asset,
      AccountKind kind,
      long accounts,
      Amount debits,
      Amount credits,
      Amount balance) {}

  /** Of one asset. */
  public record Total(Asset asset, Amount debits, Amount credits, Amount balance) {
    public boolean isBalanced() {
      return balance.isZero() && debits.equals(credits);
    }
  }

  /** Adds the rows up per asset. */
  public static TrialBalance of(Instant at, List<Row> rows) {
    List<Total> totals =
        rows.stream()
            .map(Row::asset)
            .distinct()
            .map(asset -> total(asset, rows.stream().filter(row -> row.asset() == asset).toList()))
            .toList();
    return new TrialBalance(at, rows, totals);
  }

  public boolean isBalanced() {
    return totals.stream().allMatch(Total::isBalanced);
  }

  private static Total total(Asset asset, List<Row> rows) {
    Amount zero = Amount.zero(asset);
    return new Total(
        asset,
        rows.stream().map(Row::debits).reduce(zero, Amount::plus),
        rows.stream().map(Row::credits).reduce(zero, Amount::plus),
        rows.stream().map(Row::balance).reduce(zero, Amount::plus));
  }
}
