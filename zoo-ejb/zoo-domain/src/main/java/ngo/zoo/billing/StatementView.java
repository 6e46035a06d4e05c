package ngo.zoo.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;

/**
 * What moved on an organisation's accounts in {@code [from, to)}, UTC days of the business clock.
 */
public record StatementView(
    UUID organisationId, LocalDate from, LocalDate to, List<Section> accounts) {
  public StatementView {
    accounts = List.copyOf(accounts);
  }

  /** Whether every account adds up to the ledger to the last unit. */
  public boolean matches() {
    return accounts.stream().allMatch(section -> section.difference().isZero());
  }

  /** Movements of one kind. */
  public record Movement(StatementGroup group, long entries, Amount amount) {}

  /**
   * One account.
   *
   * @param opening postings before {@code from}
   * @param ledger the account's balance on the ledger less what was posted since {@code to}
   */
  public record Section(
      AccountKind account, Amount opening, List<Movement> movements, Amount ledger) {
    public Section {
      movements = List.copyOf(movements);
    }

    /** The opening balance and every movement, added up. */
    public Amount closing() {
      return movements.stream().map(Movement::amount).reduce(opening, Amount::plus);
    }

    /** Zero, or the books are wrong. */
    public Amount difference() {
      return closing().minus(ledger);
    }
  }
}
