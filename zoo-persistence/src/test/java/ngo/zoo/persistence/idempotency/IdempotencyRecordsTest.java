package ngo.zoo.persistence.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class IdempotencyRecordsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  private final IdempotencyRecords records =
      new IdempotencyRecords(new Database(), new SecretBox(new byte[32]));
  private final String caller = "PERSON:" + UUID.randomUUID();

  @Test
  void theFirstAnswerIsGivenAgain() {
    assertThat(begin("k", ONE, NOW)).isEmpty();
    refused("idempotency-key-in-progress", 409, ONE, NOW);
    byte[] body = "{\"secret\":1}".getBytes(StandardCharsets.UTF_8);
    records.complete(caller, "k", new KeptAnswer(201, "application/json", "/at", body), NOW);

    KeptAnswer again = begin("k", ONE, NOW.plusSeconds(60)).orElseThrow();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.mediaType()).isEqualTo("application/json");
    assertThat(again.location()).isEqualTo("/at");
    assertThat(again.body()).isEqualTo(body);
    refused("idempotency-key-reused", 422, OTHER, NOW);
    assertThat(records.begin("PERSON:other", "k" + caller, OTHER, NOW)).isEmpty();
  }

  @Test
  void aLostServerLeavesAKeyThatWorksNoMoreUntilItExpires() {
    begin("k", ONE, NOW);
    refused("idempotency-outcome-unknown", 409, ONE, NOW.plus(Duration.ofHours(1)));
    assertThat(begin("k", OTHER, NOW.plus(IdempotencyRecords.KEPT))).isEmpty();
  }

  @Test
  void aReleasedKeyMayBeUsedAgainAndACompletedOneIsNotReleased() {
    begin("k", ONE, NOW);
    records.release(caller, "k");
    assertThat(begin("k", OTHER, NOW)).isEmpty();
    records.complete(caller, "k", new KeptAnswer(204, null, null, new byte[0]), NOW);
    records.release(caller, "k");
    assertThat(begin("k", OTHER, NOW)).isPresent();
  }

  @Test
  void keptAnswersGoAfterADay() {
    begin("k", ONE, NOW);
    assertThat(records.forget(NOW.plus(IdempotencyRecords.KEPT).minusSeconds(1))).isZero();
    assertThat(records.forget(NOW.plus(IdempotencyRecords.KEPT))).isPositive();
    assertThat(begin("k", OTHER, NOW)).isEmpty();
  }

  @Test
  void ofManyAtOnceOneDoesTheWork() throws Exception {
    Callable<Boolean> begin =
        () -> {
          try {
            return begin("race", ONE, NOW).isEmpty();
          } catch (Refusal inProgress) {
            return false;
          }
        };
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      assertThat(pool.invokeAll(Collections.nCopies(32, begin)))
          .extracting(Future::resultNow)
          .containsOnlyOnce(true);
    }
  }

  private Optional<KeptAnswer> begin(String key, byte[] fingerprint, Instant now) {
    return records.begin(caller, key, fingerprint, now);
  }

  private void refused(String code, int status, byte[] fingerprint, Instant now) {
    assertThatThrownBy(() -> begin("k", fingerprint, now))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.kind().status()).isEqualTo(status);
            });
  }
}
