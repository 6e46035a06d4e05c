package ngo.zoo.bench.money;

import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import ngo.zoo.bench.Postgres;
import ngo.zoo.persistence.Sql;

/**
 * The transaction of TPC-B as PostgreSQL's own benchmark knows it (update account, read it, update
 * teller and branch, insert history), as one server-side function. With ten branches of ten
 * thousand accounts, a tenth of the usual, so that it works in memory as the ledger does.
 */
final class TpcB {
  private static final int BRANCHES = 10;
  private static final int TELLERS = 100;
  private static final int ACCOUNTS = 100_000;

  private final Sql sql;

  TpcB(DataSource connections) {
    this.sql = new Sql(connections);
  }

  static void prepare(Postgres postgres) throws SQLException {
    postgres.asOwner(
        "create table tpcb_branch (id int primary key, balance int, filler char(88))"
            + " with (fillfactor = 70)",
        "create table tpcb_teller (id int primary key, branch int, balance int, filler char(84))"
            + " with (fillfactor = 70)",
        "create table tpcb_account (id int primary key, branch int, balance int, filler char(84))"
            + " with (fillfactor = 70)",
        "create table tpcb_history (teller int, branch int, account int, delta int,"
            + " at timestamp, filler char(22))",
        "insert into tpcb_branch select i, 0, '' from generate_series(1, %d) i".formatted(BRANCHES),
        "insert into tpcb_teller select i, (i - 1) / 10 + 1, 0, '' from generate_series(1, %d) i"
            .formatted(TELLERS),
        "insert into tpcb_account select i, (i - 1) / 10000 + 1, 0, '' from generate_series(1, %d) i"
            .formatted(ACCOUNTS),
        """
        create function tpcb(p_account int, p_teller int, p_branch int, p_delta int) returns int
        language plpgsql as $$
        declare v_balance int;
        begin
          update tpcb_account set balance = balance + p_delta where id = p_account;
          select balance into v_balance from tpcb_account where id = p_account;
          update tpcb_teller set balance = balance + p_delta where id = p_teller;
          update tpcb_branch set balance = balance + p_delta where id = p_branch;
          insert into tpcb_history values (p_teller, p_branch, p_account, p_delta, now());
          return v_balance;
        end $$
        """,
        "grant select, insert, update on tpcb_branch, tpcb_teller, tpcb_account, tpcb_history"
            + " to zoo_app",
        "vacuum analyze");
  }

  void one(Random random) {
    sql.first(
        "select tpcb(?, ?, ?, ?)",
        row -> row.getInt(1),
        1 + random.nextInt(ACCOUNTS),
        1 + random.nextInt(TELLERS),
        1 + random.nextInt(BRANCHES),
        random.nextInt(10_001) - 5_000);
  }
}
