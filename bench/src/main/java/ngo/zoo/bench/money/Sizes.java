package ngo.zoo.bench.money;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import ngo.zoo.bench.Postgres;

/** Bytes of all tables with their indexes, and of the log written ahead, at one moment. */
record Sizes(long tables, long wal) {
  static Sizes of(Postgres postgres) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.ownerUrl());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select sum(pg_total_relation_size(oid)), pg_current_wal_insert_lsn() - '0/0'::pg_lsn
                from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                """)) {
      row.next();
      return new Sizes(row.getLong(1), row.getLong(2));
    }
  }

  Sizes since(Sizes before) {
    return new Sizes(tables - before.tables, wal - before.wal);
  }
}
