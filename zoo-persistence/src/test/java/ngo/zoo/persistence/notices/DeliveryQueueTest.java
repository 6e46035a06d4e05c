package ngo.zoo.persistence.notices;

import static ngo.zoo.persistence.notices.NoticesDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.notices.DeliveryState;
import ngo.zoo.notices.DeliveryView;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.WebhookTransport.Answer;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.rules.RetrySchedule;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {
  private final NoticesDatabase db = new NoticesDatabase();

  @Test
  void endpointsAreToldOfWhatTheyWantOnce() {
    UUID all = db.webhook();
    UUID some = db.webhook("invoice.issued");
    UUID subject = Ids.next();
    UUID event = db.events.add(db.organisation, "key.created", subject, "{}", NOW).orElseThrow();
    db.events.fanOut(event, db.organisation, "key.created", NOW);

    assertThat(db.events.add(db.organisation, "key.created", subject, "{}", NOW)).isEmpty();
    assertThat(states(all)).containsExactly(DeliveryState.PENDING);
    assertThat(states(some)).isEmpty();
    assertThat(db.queue.webhooksDue(NOW)).contains(all).doesNotContain(some);
  }

  @Test
  void aClaimIsHeldByOneUntilItsLeaseIsOver() {
    UUID webhook = db.webhook();
    db.tell("key.created");

    DueDelivery due = db.queue.claim(webhook, NOW).orElseThrow();
    assertThat(due.attempt()).isEqualTo(1);
    assertThat(due.messageId()).matches("msg_[0-9a-f]{32}");
    assertThat(db.queue.claim(webhook, NOW.plusSeconds(60))).isEmpty();
    DueDelivery again = db.queue.claim(webhook, NOW.plusSeconds(121)).orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.messageId()).isEqualTo(due.messageId());
  }

  @Test
  void aFailureIsTriedAgainLaterAndASuccessEndsIt() {
    UUID webhook = db.webhook();
    db.tell("key.created");

    fail(webhook, NOW, 500);
    assertThat(db.queue.claim(webhook, NOW.plusSeconds(3))).isEmpty();
    assertThat(one(webhook).failingSince()).isEqualTo(NOW);
    DueDelivery due = db.queue.claim(webhook, NOW.plusSeconds(7)).orElseThrow();
    db.queue.record(due, answer(204), NOW.plusSeconds(8));

    assertThat(states(webhook)).containsExactly(DeliveryState.DELIVERED);
    assertThat(one(webhook).failingSince()).isNull();
    DeliveryView view = rows(webhook).getFirst();
    assertThat(view.attempts()).isEqualTo(2);
    assertThat(view.lastStatus()).isEqualTo(204);
    var tries = db.reader.detail(webhook, view.id()).orElseThrow().tries();
    assertThat(tries).extracting(it -> it.status()).containsExactly(500, 204);
    assertThat(db.reader.detail(db.webhook(), view.id())).isEmpty();
  }

  @Test
  void aDeliveryFailsAfterADayAndAReplayBeginsAnew() {
    UUID webhook = db.webhook();
    db.tell("key.created");
    Instant now = NOW;
    int tries = 0;
    while (states(webhook).contains(DeliveryState.PENDING)) {
      assertThat(tries++).isLessThan(50);
      fail(webhook, now, null);
      now = rows(webhook).getFirst().nextTryAt() == null ? now : next(webhook);
    }
    assertThat(Duration.between(NOW, now)).isLessThanOrEqualTo(RetrySchedule.WINDOW);
    assertThat(states(webhook)).containsExactly(DeliveryState.FAILED);

    UUID delivery = rows(webhook).getFirst().id();
    Instant later = NOW.plus(Duration.ofDays(2));
    assertThat(db.reader.replay(webhook, delivery, later)).isTrue();
    assertThat(db.reader.replay(webhook, delivery, later)).isFalse();
    fail(webhook, later, 500);
    assertThat(states(webhook)).containsExactly(DeliveryState.PENDING);
  }

  @Test
  void anEndpointThatIsGoneIsSwitchedOffAndWhatItMissedIsKept() {
    UUID webhook = db.webhook();
    db.tell("key.created");
    db.tell("key.revoked");
    DueDelivery due = db.queue.claim(webhook, NOW).orElseThrow();

    assertThat(db.queue.record(due, answer(410), NOW))
        .hasValueSatisfying(off -> assertThat(off.why()).contains("410"));

    assertThat(one(webhook).enabled()).isFalse();
    db.tell("key.rotated");
    assertThat(states(webhook)).hasSize(3).containsOnly(DeliveryState.FAILED);
    assertThat(db.queue.claim(webhook, NOW.plusSeconds(500))).isEmpty();
    db.webhooks.change(
        db.organisation, webhook, new WebhookDraft("https://example.org/", "", List.of(), true));
    assertThat(one(webhook).disabledWhy()).isNull();
    assertThat(db.reader.replayFailed(webhook, NOW, NOW)).isEqualTo(3);
  }

  @Test
  void anEndpointThatFailsForDaysIsSwitchedOff() {
    UUID webhook = db.webhook();
    db.tell("key.created");
    fail(webhook, NOW, 500);
    Instant later = NOW.plus(RetrySchedule.PATIENCE).plusSeconds(1);
    db.tell("key.revoked");

    DueDelivery due = db.queue.claim(webhook, later).orElseThrow();
    assertThat(db.queue.record(due, answer(500), later)).isPresent();
    assertThat(one(webhook).disabledWhy()).contains("days");
  }

  @Test
  void anEndpointItsOwnerSwitchedOffIsToldNothing() {
    UUID webhook = db.webhook();
    db.webhooks.change(
        db.organisation, webhook, new WebhookDraft("https://example.org/", "", List.of(), false));
    db.tell("key.created");
    assertThat(states(webhook)).isEmpty();
  }

  @Test
  void bothSecretsSignForADayAfterARotation() {
    UUID webhook = db.webhook();
    db.webhooks.rotate(db.organisation, webhook, new WebhookSecret(new byte[32]), NOW);
    db.tell("key.created");
    DueDelivery due = db.queue.claim(webhook, NOW).orElseThrow();
    assertThat(due.secrets()).extracting(it -> it.bytes().length).containsExactly(32, 24);
    db.queue.record(due, answer(500), NOW);
    Instant nextDay = NOW.plus(WebhookStore.GRACE);
    assertThat(db.queue.claim(webhook, nextDay).orElseThrow().secrets()).hasSize(1);
  }

  @Test
  void aDeletedEndpointIsThereForNobody() {
    UUID webhook = db.webhook();
    db.tell("key.created");
    PageRequest found = new PageRequest(0, 1, "EXAMPLE.org");
    assertThat(db.webhooks.page(db.organisation, found).items()).hasSize(1);
    assertThat(db.webhooks.page(db.organisation, new PageRequest(0, 1, "net")).total()).isZero();
    assertThat(db.webhooks.delete(Ids.next(), webhook, NOW)).isFalse();
    assertThat(db.webhooks.delete(db.organisation, webhook, NOW)).isTrue();
    assertThat(db.webhooks.one(db.organisation, webhook)).isEmpty();
    assertThat(db.webhooks.page(db.organisation, found).total()).isZero();
    assertThat(db.queue.claim(webhook, NOW)).isEmpty();
  }

  @Test
  void aChoiceOfEMailsIsKept() {
    assertThat(db.events.preferences(db.organisation))
        .contains(new NotificationPreference("invoice.issued", false))
        .contains(new NotificationPreference("key.created", false));
    db.events.prefer(db.organisation, new NotificationPreference("key.created", true));
    db.events.prefer(db.organisation, new NotificationPreference("invoice.issued", true));
    assertThat(db.events.preferences(db.organisation))
        .contains(new NotificationPreference("invoice.issued", true))
        .contains(new NotificationPreference("key.created", true));
  }

  private void fail(UUID webhook, Instant at, @Nullable Integer status) {
    db.queue.record(db.queue.claim(webhook, at).orElseThrow(), answer(status), at);
  }

  private Instant next(UUID webhook) {
    return Objects.requireNonNull(rows(webhook).getFirst().nextTryAt());
  }

  private static Answer answer(@Nullable Integer status) {
    return new Answer(
        status, Duration.ofMillis(5), "", Duration.ZERO, status == null ? "no answer" : null);
  }

  private WebhookView one(UUID webhook) {
    return db.webhooks.one(db.organisation, webhook).orElseThrow();
  }

  private List<DeliveryView> rows(UUID webhook) {
    return db.reader.page(webhook, null, PageRequest.first(50)).items();
  }

  private List<DeliveryState> states(UUID webhook) {
    return rows(webhook).stream().map(DeliveryView::state).toList();
  }
}
