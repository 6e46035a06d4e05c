package ngo.zoo.persistence.rewards;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks at the books when a timer asks, and remembers what the last looks found. */
@ApplicationScoped
public class MoneyWatch {
  /** One look and its time by the wall clock. */
  public record Look(Instant at, List<MoneyAudit.Finding> findings) {
    public Look {
      findings = List.copyOf(findings);
    }

    public long differences() {
      return findings.stream().mapToLong(MoneyAudit.Finding::differences).sum();
    }
  }

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  private volatile @Nullable Look balances;
  private volatile @Nullable Look journal;

  /** For the container. */
  public MoneyWatch() {}

  MoneyWatch(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Compares balances with what is open; answers all comparisons. */
  public List<MoneyAudit.Finding> lookAtBalances() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Look look = new Look(Instant.now(), MoneyAudit.open(connection));
      balances = look;
      return look.findings();
    }
  }

  /** Reads the whole journal; answers all comparisons. */
  public List<MoneyAudit.Finding> lookAtJournal() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Look look = new Look(Instant.now(), MoneyAudit.all(connection));
      journal = look;
      return look.findings();
    }
  }

  /**
   * As {@link #lookAtJournal()}, handing over each finding as it comes; all of them see one state
   * of the books. Only outside of a transaction.
   */
  public void lookAtJournal(Consumer<MoneyAudit.Finding> taker) throws SQLException {
    List<MoneyAudit.Finding> findings = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      int isolation = connection.getTransactionIsolation();
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        MoneyAudit.each(
            connection,
            finding -> {
              findings.add(finding);
              taker.accept(finding);
            });
        connection.commit();
      } finally {
        connection.rollback();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(true);
      }
    }
    journal = new Look(Instant.now(), findings);
  }

  public Optional<Look> lastOfBalances() {
    return Optional.ofNullable(balances);
  }

  public Optional<Look> lastOfJournal() {
    return Optional.ofNullable(journal);
  }
}
