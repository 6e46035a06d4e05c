package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.persistence.rewards.MoneyAudit;

/** What the demo partner was charged since it was last looked, by account, receipts and journal. */
final class Charges {
  private static final Zoo ZOO = Zoo.shared();
  private static final BigDecimal FEE = new BigDecimal("0.02");

  private final String model;
  private BigDecimal balance;
  private long receipts;
  private long entries;

  Charges(String model) {
    this.model = model;
    look();
  }

  /** Counts from here on. */
  void look() {
    balance = free();
    receipts = receipts();
    entries = held();
  }

  private static BigDecimal free() {
    return new BigDecimal(ZOO.balance(Zoo.PARTNER));
  }

  private long receipts() {
    return number("select count(*) from receipt where model = ?", model);
  }

  /** Entries that moved fees into the held account. */
  private static long held() {
    return number(
        """
        select count(*) from journal_entry e join posting p on p.entry_id = e.id
        join account a on a.id = p.account_id
        where a.kind = 'FEE_HELD' and p.amount > 0 and e.cause_kind = 'QUERY' and ?::text is not null
        """,
        "any");
  }

  /** Whatever was reserved is released. */
  void assertNothing() {
    assertCharged(0);
  }

  /** One fee, from reserved to held, once. */
  void assertOne() {
    assertCharged(1);
  }

  void assertCharged(int fees) {
    BigDecimal due = FEE.multiply(BigDecimal.valueOf(fees));
    assertThat(balance.subtract(free())).as("taken").isEqualByComparingTo(due);
    assertThat(receipts() - receipts).as("receipts").isEqualTo(fees == 0 ? 0 : 1);
    assertThat(held() - entries).as("settling entries").isEqualTo(fees == 0 ? 0 : 1);
    assertThat(number("select count(*) from reservation where status = ?", "PENDING"))
        .as("left reserved")
        .isZero();
    look();
  }

  /** So many answers of one fee each. */
  void assertReceipts(int answers) {
    // Asking for the balance waits for receipts that are paid from leases.
    assertThat(balance.subtract(free()))
        .isEqualByComparingTo(FEE.multiply(BigDecimal.valueOf(answers)));
    assertThat(receipts() - receipts).isEqualTo(answers);
    look();
  }

  static void assertSound() {
    try (Connection books = ZOO.database()) {
      assertThat(MoneyAudit.all(books))
          .allSatisfy(finding -> assertThat(finding.example()).as(finding.name()).isNull());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The first column of all rows. */
  static List<String> texts(String sql, String... arguments) {
    try (Connection books = ZOO.database();
        PreparedStatement statement = books.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      List<String> texts = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
      return texts;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static long number(String sql, String argument) {
    try (Connection books = ZOO.database();
        PreparedStatement statement = books.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
