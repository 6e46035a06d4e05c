package ngo.zoo.persistence.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FinishedEventsTest {
  /** Long before what other tests finish. */
  private static final Instant LIMIT = Instant.parse("2001-01-01T00:00:00Z");

  private static final Instant OLD = LIMIT.minus(Duration.ofDays(1));

  private final Database database = new Database();
  private final FinishedEvents finished = new FinishedEvents(database);
  private final Sql sql = new Sql(database);
  private final String listener = "erased-" + UUID.randomUUID();

  @Test
  void onlyWhatWasFinishedLongAgoGoes() {
    UUID old = event(listener, "DONE", OLD);
    UUID fresh = event(listener, "DONE", LIMIT);
    UUID waiting = event(listener, "PENDING", null);
    UUID stuck = event(listener, "STUCK", null);
    UUID copy = event("ipfs", "DONE", OLD);

    assertThat(database.inTransaction(() -> finished.erase(LIMIT))).isEqualTo(1);
    assertThat(database.inTransaction(() -> finished.erase(LIMIT))).isZero();

    assertThat(isThere(old)).isFalse();
    for (UUID kept : new UUID[] {fresh, waiting, stuck, copy}) {
      assertThat(isThere(kept)).isTrue();
    }
  }

  private UUID event(String of, String status, @Nullable Instant completedAt) {
    UUID id = Ids.next();
    sql.update(
        "insert into outbox_event (id, listener, type, subject_id, payload, status, process_after,"
            + " occurred_at, completed_at) values (?, ?, 'tested', ?, '{}', ?, ?, ?,"
            + " ?::timestamptz)",
        id,
        of,
        Ids.next(),
        status,
        OLD.plus(Duration.ofDays(20_000)),
        OLD,
        completedAt);
    return id;
  }

  private boolean isThere(UUID id) {
    return sql.number("select count(*) from outbox_event where id = ?", id).signum() > 0;
  }
}
