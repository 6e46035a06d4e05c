package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies;
import ngo.zoo.persistence.Sql;

/** Copies in {@code version_copy}, signed archives in {@code archive_transaction}. */
@ApplicationScoped
public class JdbcVersionCopies implements VersionCopies {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Override
  public Version version(String payload) {
    try (var reader = Json.createReader(new StringReader(payload))) {
      JsonObject fact = reader.readObject();
      return new Version(fact.getString("domain"), fact.getInt("number"));
    }
  }

  @Override
  public void stored(Version version, CopyStore store, String address) {
    sql()
        .update(
            "insert into version_copy (domain, number, store, address, stored_at)"
                + " values (?, ?, ?, ?, clock_timestamp()) on conflict do nothing",
            version.domain(),
            version.number(),
            store,
            address);
  }

  @Override
  public Optional<Signed> signed(Version version) {
    return sql()
        .first(
            "select item_id, tx_id, header, signed_at from archive_transaction"
                + " where domain = ? and number = ?",
            row ->
                new Signed(
                    row.getString(1), row.getString(2), row.getString(3), Sql.instant(row, 4)),
            version.domain(),
            version.number());
  }

  /** What is signed must be safe before it leaves the house, whatever becomes of the caller. */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void sign(Version version, Signed signed) {
    sql()
        .update(
            "insert into archive_transaction (domain, number, item_id, tx_id, header, signed_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (domain, number) do update set"
                + " item_id = excluded.item_id, tx_id = excluded.tx_id,"
                + " header = excluded.header, signed_at = excluded.signed_at,"
                + " chunks_sent = 0, chunks_at = null",
            version.domain(),
            version.number(),
            signed.itemId(),
            signed.transactionId(),
            signed.text(),
            signed.signedAt());
  }

  @Override
  public Sent sent(Version version) {
    return sql()
        .first(
            "select chunks_sent, chunks_at from archive_transaction"
                + " where domain = ? and number = ?",
            row -> new Sent(row.getInt(1), Sql.optionalInstant(row, 2)),
            version.domain(),
            version.number())
        .orElse(new Sent(0, null));
  }

  /**
   * What has left the house must not be forgotten when the caller's transaction comes to nothing.
   */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void send(Version version, int chunks) {
    sql()
        .update(
            "update archive_transaction set chunks_sent = ?, chunks_at = clock_timestamp()"
                + " where domain = ? and number = ?",
            chunks,
            version.domain(),
            version.number());
  }

  private Sql sql() {
    return new Sql(source);
  }
}
