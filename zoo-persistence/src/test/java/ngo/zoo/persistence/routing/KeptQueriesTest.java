package ngo.zoo.persistence.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.OwnDatabase;
import ngo.zoo.routing.QueryStatus;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Transcripts and queries that are answered later, on the real schema as the application's role.
 */
class KeptQueriesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");
  private static TranscriptStore transcripts;
  private static QueuedQueryStore queries;
  private static DecisionStore decisions;
  private static int added;

  @BeforeAll
  static void start() {
    DataSource source = new OwnDatabase().application();
    transcripts = new TranscriptStore(source);
    queries = new QueuedQueryStore(source);
    decisions = new DecisionStore(source);
  }

  @Test
  void transcriptsComeInBatchesAndGoWhenTheyExpire() {
    Transcript first = new Transcript(Ids.next(), new byte[] {1, 2}, NOW.plusSeconds(1));
    Transcript second = new Transcript(Ids.next(), new byte[] {3}, NOW.plusSeconds(2));
    transcripts.addAll(List.of(first, second));
    transcripts.addAll(List.of(new Transcript(first.queryId(), new byte[] {9}, NOW)));
    assertThat(transcripts.find(first.queryId()).orElseThrow().sealed()).containsExactly(1, 2);
    assertThat(transcripts.erase(NOW)).isZero();
    assertThat(transcripts.erase(NOW.plusSeconds(1))).isOne();
    assertThat(transcripts.find(first.queryId())).isEmpty();
    assertThat(transcripts.find(second.queryId()).orElseThrow().expires())
        .isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void decisionsComeInBatchesAndGoWhenTheyExpire() {
    UUID first = Ids.next();
    UUID second = Ids.next();
    decisions.addAll(Map.of(first, "{\"a\":1}", second, "{\"b\":2}"), NOW.plusSeconds(1));
    decisions.addAll(Map.of(first, "another"), NOW.plusSeconds(9));
    assertThat(decisions.find(first)).contains("{\"a\":1}");
    assertThat(decisions.find(second)).contains("{\"b\":2}");
    assertThat(decisions.erase(NOW)).isZero();
    assertThat(decisions.erase(NOW.plusSeconds(1))).isEqualTo(2);
    assertThat(decisions.find(first)).isEmpty();
  }

  @Test
  void aQueryGoesForwardOnly() {
    UUID owner = Ids.next();
    UUID id = add(owner, "here");
    assertThat(status(id)).isEqualTo(QueryStatus.QUEUED);
    assertThat(queries.start(id, NOW)).isTrue();
    assertThat(queries.start(id, NOW)).isFalse();
    assertThat(queries.cancelWaiting(id, "too late", NOW)).isFalse();
    queries.done(id, new byte[] {7}, NOW);
    assertThat(queries.end(id, QueryStatus.FAILED, 500, "late", "late", NOW)).isFalse();
    QueuedQuery done = queries.find(id).orElseThrow();
    assertThat(done.status()).isEqualTo(QueryStatus.DONE);
    assertThat(done.sealedAnswer()).containsExactly(7);
    assertThat(done.reasonCode()).isNull();
    assertThat(queries.erase(NOW.plus(Duration.ofDays(8)))).isPositive();
    assertThat(queries.find(id)).isEmpty();
  }

  @Test
  void oneThatWaitsIsTakenBackAndOneThatIsOpenIsNotErased() {
    UUID waiting = add(Ids.next(), "here");
    assertThat(queries.erase(NOW.plus(Duration.ofDays(400)))).isNotNegative();
    assertThat(queries.cancelWaiting(waiting, "not needed", NOW)).isTrue();
    QueuedQuery cancelled = queries.find(waiting).orElseThrow();
    assertThat(cancelled.status()).isEqualTo(QueryStatus.CANCELLED);
    assertThat(cancelled.reasonStatus()).isEqualTo(409);
    assertThat(cancelled.reasonDetail()).isEqualTo("not needed");
    assertThat(queries.start(waiting, NOW)).isFalse();
  }

  @Test
  void aServerFindsWhatItLeftBehind() {
    UUID left = add(Ids.next(), "lost");
    UUID running = add(Ids.next(), "lost");
    queries.start(running, NOW);
    assertThat(queries.leftBy("lost")).containsExactlyInAnyOrder(left, running);
    queries
        .leftBy("lost")
        .forEach(id -> queries.end(id, QueryStatus.FAILED, 503, "server-restarted", "lost", NOW));
    assertThat(queries.leftBy("lost")).isEmpty();
    assertThat(status(running)).isEqualTo(QueryStatus.FAILED);
  }

  @Test
  void aPayerListsItsOwnNewestFirst() {
    UUID owner = Ids.next();
    UUID first = add(owner, "here");
    UUID second = add(owner, "here");
    add(Ids.next(), "here");
    assertThat(queries.page(owner, new PageRequest(0, 20, "")).items())
        .extracting(QueuedQuery::id)
        .containsExactly(second, first);
    assertThat(queries.page(owner, new PageRequest(1, 1, "queued")).total()).isEqualTo(2);
    assertThat(queries.page(owner, new PageRequest(0, 1, "100%_")).total()).isZero();
  }

  private static QueryStatus status(UUID id) {
    return queries.find(id).orElseThrow().status();
  }

  private static UUID add(UUID owner, String server) {
    UUID id = Ids.next();
    QueuedQuery query =
        new QueuedQuery(
            id,
            owner,
            "zoo-keeper-tiny",
            null,
            QueryStatus.QUEUED,
            0,
            null,
            null,
            new byte[] {1},
            null,
            NOW.plusMillis(added++),
            null,
            null,
            NOW.plus(Duration.ofDays(7)));
    queries.add(query, Ids.next(), null, server);
    return id;
  }
}
