package ngo.zoo.bench.money;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.bench.Postgres;
import ngo.zoo.persistence.Sql;

/**
 * The project pgledger (github.com/pgr0ss/pgledger), whose SQL is named from outside; what it needs
 * besides, such as its ULID functions, stands before it in the same list of files.
 */
final class PgLedger {
  private final Sql sql;
  private final List<String> accounts;

  PgLedger(DataSource connections) {
    this.sql = new Sql(connections);
    this.accounts =
        sql.list("select id from pgledger_accounts order by id", row -> row.getString(1));
  }

  static void prepare(Postgres postgres, String files, int accounts)
      throws SQLException, IOException {
    for (String file : files.split(":", -1)) {
      postgres.asOwner(Files.readString(Path.of(file)));
    }
    postgres.asOwner(
        "select count(*) from generate_series(1, %d) i,".formatted(accounts)
            + " lateral pgledger_create_account('account ' || i, 'USD')",
        "grant select, insert, update on all tables in schema public to zoo_app",
        "revoke insert, update on account, journal_entry, posting from zoo_app",
        "vacuum analyze");
  }

  void one(Random random) {
    transfer(any(random), any(random));
  }

  void oneToHot(Random random) {
    transfer(any(random), accounts.getFirst());
  }

  /** Its own batch form; the accounts of a batch are as random as ours. */
  void batch(Random random, int size) {
    String rows =
        IntStream.range(0, size)
            .mapToObj(i -> "(?, ?, 1)::transfer_request")
            .collect(Collectors.joining(", "));
    sql.first(
        "select count(*) from pgledger_create_transfers(array[" + rows + "])",
        row -> row.getLong(1),
        Stream.generate(() -> pair(random)).limit(size).flatMap(Stream::of).toArray());
  }

  private String[] pair(Random random) {
    String from = any(random);
    String to = any(random);
    return from.equals(to) ? pair(random) : new String[] {from, to};
  }

  private void transfer(String from, String to) {
    if (!from.equals(to)) {
      sql.first(
          "select id from pgledger_create_transfer(?, ?, 1)", row -> row.getString(1), from, to);
    }
  }

  private String any(Random random) {
    return accounts.get(1 + random.nextInt(accounts.size() - 1));
  }
}
