package ngo.zoo.persistence.idempotency;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Requests that carry an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07). The record
 * is committed before the work begins and completed after it, each in a transaction of its own. A
 * server that ends in between leaves it uncompleted: whether the work was committed is then not
 * known, so the key does no work again until it expires, and its sender is told to look.
 */
@ApplicationScoped
public class IdempotencyRecords {
  public static final Duration KEPT = Duration.ofHours(24);

  /** No request takes longer; one that seems to has lost its server. */
  private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

  private record Found(byte[] fingerprint, Instant startedAt, @Nullable KeptAnswer answer) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private SecretBox box;

  /** For the container. */
  public IdempotencyRecords() {}

  IdempotencyRecords(DataSource dataSource, SecretBox box) {
    this.dataSource = dataSource;
    this.box = box;
  }

  /**
   * Begins the work of a key, once.
   *
   * @param caller whose key it is: two callers may use the same
   * @param fingerprint SHA-256 of what is asked for
   * @return empty when the caller of this method is to do the work; else what it was answered
   * @throws Refusal {@code idempotency-key-reused} (422) for another request, {@code
   *     idempotency-key-in-progress}, {@code idempotency-outcome-unknown} (409)
   */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<KeptAnswer> begin(String caller, String key, byte[] fingerprint, Instant now) {
    int mine =
        sql()
            .update(
                """
                insert into idempotency_record (caller, key, fingerprint, started_at)
                values (?, ?, ?, ?) on conflict (caller, key) do update
                  set fingerprint = excluded.fingerprint, started_at = excluded.started_at,
                    completed_at = null, status = null, media_type = null, location = null,
                    body = null
                  where idempotency_record.started_at <= ?
                """,
                caller,
                key,
                fingerprint,
                now,
                now.minus(KEPT));
    return mine == 1 ? Optional.empty() : Optional.of(earlier(caller, key, fingerprint, now));
  }

  private KeptAnswer earlier(String caller, String key, byte[] fingerprint, Instant now) {
    Found found =
        sql()
            .first(
                """
                select fingerprint, started_at, completed_at, status, media_type, location, body
                from idempotency_record where caller = ? and key = ?
                """,
                row -> found(row, caller, key),
                caller,
                key)
            .orElseThrow(IdempotencyRecords::inProgress);
    if (!MessageDigest.isEqual(found.fingerprint(), fingerprint)) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "idempotency-key-reused",
          "This Idempotency-Key was sent with another request; use a new one",
          Map.of());
    }
    KeptAnswer answer = found.answer();
    if (answer == null) {
      throw found.startedAt().isAfter(now.minus(LONGEST_WORK)) ? inProgress() : unknown();
    }
    return answer;
  }

  private Found found(ResultSet row, String caller, String key) throws SQLException {
    boolean completed = Sql.optionalInstant(row, 3) != null;
    return new Found(
        row.getBytes(1),
        Sql.instant(row, 2),
        completed
            ? new KeptAnswer(
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                box.open(place(caller, key), row.getBytes(7)))
            : null);
  }

  /** Keeps the answer for those who ask again. */
  @Transactional(TxType.REQUIRES_NEW)
  public void complete(String caller, String key, KeptAnswer answer, Instant now) {
    sql()
        .update(
            """
            update idempotency_record set completed_at = ?, status = ?, media_type = ?::text,
              location = ?::text, body = ?
            where caller = ? and key = ? and completed_at is null
            """,
            now,
            answer.status(),
            answer.mediaType(),
            answer.location(),
            box.seal(place(caller, key), answer.body()),
            caller,
            key);
  }

  /** Nothing was done: the key may be used again. */
  @Transactional(TxType.REQUIRES_NEW)
  public void release(String caller, String key) {
    sql()
        .update(
            "delete from idempotency_record where caller = ? and key = ? and completed_at is null",
            caller,
            key);
  }

  /** Forgets what is older than a day, and says how much it was. */
  @Transactional(TxType.REQUIRES_NEW)
  public int forget(Instant now) {
    return sql().update("delete from idempotency_record where started_at <= ?", now.minus(KEPT));
  }

  private static String place(String caller, String key) {
    return "idempotency:" + caller + ":" + key;
  }

  private static Refusal inProgress() {
    return Refusal.conflict(
        "idempotency-key-in-progress", "The first request with this key is still being answered");
  }

  private static Refusal unknown() {
    return Refusal.conflict(
        "idempotency-outcome-unknown",
        "The server was lost while it answered the first request with this key. Look whether it"
            + " was done, and send it with a new key if not");
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
