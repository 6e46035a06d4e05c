package ngo.zoo.persistence.notices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import ngo.zoo.notices.WebhookTransport.Answer;
import ngo.zoo.notices.rules.RetrySchedule;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;

/**
 * Deliveries that are due and what became of them. A claim is committed before the request and its
 * outcome after it, so no connection is held meanwhile; until its lease is over nobody else takes
 * it. A server that ends in between sends the same message again: its id tells the receiver.
 */
@ApplicationScoped
public class DeliveryQueue {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int LONGEST_ERROR = 300;

  /** Whose endpoint was switched off just now, and why. */
  public record SwitchedOff(UUID organisation, UUID webhook, String url, String why) {}

  private record Tries(int count, Instant since) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private SecretBox box;

  /** For the container. */
  public DeliveryQueue() {}

  DeliveryQueue(DataSource dataSource, SecretBox box) {
    this.dataSource = dataSource;
    this.box = box;
  }

  /** Endpoints that have something due. */
  @Transactional(TxType.REQUIRES_NEW)
  public List<UUID> webhooksDue(Instant now) {
    return sql()
        .list(
            """
            select distinct d.webhook_id from webhook_delivery d
            join webhook w on w.id = d.webhook_id and w.enabled
            where d.state = 'PENDING' and d.next_try_at <= ?
            """,
            row -> Sql.uuid(row, 1),
            now);
  }

  /** Takes the endpoint's next due delivery, if there is one that nobody else holds. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<DueDelivery> claim(UUID webhook, Instant now) {
    return sql()
        .first(
            """
            update webhook_delivery d set attempts = d.attempts + 1, tries = d.tries + 1,
              next_try_at = ?
            from webhook w, partner_event e
            where w.id = d.webhook_id and w.enabled and e.id = d.event_id and d.id = (
              select id from webhook_delivery
              where webhook_id = ? and state = 'PENDING' and next_try_at <= ?
              order by next_try_at, id limit 1 for update skip locked)
            returning d.id, w.id, e.id, w.url, e.body, d.attempts, w.secret, w.old_secret,
              w.old_secret_until
            """,
            row -> due(row, now),
            now.plus(LEASE),
            webhook,
            now);
  }

  private DueDelivery due(ResultSet row, Instant now) throws SQLException {
    UUID webhook = Sql.uuid(row, 2);
    return new DueDelivery(
        Sql.uuid(row, 1),
        webhook,
        Sql.uuid(row, 3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        secrets(row, webhook, now));
  }

  private List<WebhookSecret> secrets(ResultSet row, UUID webhook, Instant now)
      throws SQLException {
    List<WebhookSecret> secrets = new ArrayList<>();
    secrets.add(opened(webhook, row.getBytes(7)));
    Instant until = Sql.optionalInstant(row, 9);
    if (until != null && now.isBefore(until)) {
      secrets.add(opened(webhook, row.getBytes(8)));
    }
    return secrets;
  }

  private WebhookSecret opened(UUID webhook, byte[] sealed) {
    return new WebhookSecret(box.open(WebhookStore.place(webhook), sealed));
  }

  /** Stores what came back and when to try again; may switch the endpoint off. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<SwitchedOff> record(DueDelivery delivery, Answer answer, Instant now) {
    addAttempt(delivery, answer, now);
    if (answer.succeeded()) {
      end(delivery.id(), "DELIVERED");
      sql()
          .update(
              "update webhook set failing_since = null where id = ? and failing_since is not null",
              delivery.webhookId());
      return Optional.empty();
    }
    retry(delivery, answer, now);
    return suspect(delivery.webhookId(), answer, now);
  }

  private void addAttempt(DueDelivery delivery, Answer answer, Instant now) {
    String error = answer.error();
    sql()
        .update(
            """
            insert into webhook_attempt values (?, ?, ?, ?::integer, ?, ?, ?::text)
            on conflict do nothing
            """,
            delivery.id(),
            delivery.attempt(),
            now,
            answer.status(),
            Math.toIntExact(answer.took().toMillis()),
            answer.head().replace("\0", "\uFFFD"),
            error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
  }

  private void retry(DueDelivery delivery, Answer answer, Instant now) {
    Tries tries =
        sql()
            .first(
                "select tries, tries_since from webhook_delivery where id = ?",
                row -> new Tries(row.getInt(1), Sql.instant(row, 2)),
                delivery.id())
            .orElseThrow();
    int draw = ThreadLocalRandom.current().nextInt();
    RetrySchedule.next(tries.count(), tries.since(), now, answer.retryAfter(), draw)
        .ifPresentOrElse(next -> tryAt(delivery, next), () -> end(delivery.id(), "FAILED"));
  }

  private void tryAt(DueDelivery delivery, Instant next) {
    sql()
        .update(
            """
            update webhook_delivery set next_try_at = ?
            where id = ? and attempts = ? and state = 'PENDING'
            """,
            next,
            delivery.id(),
            delivery.attempt());
  }

  private void end(UUID delivery, String state) {
    sql().update("update webhook_delivery set state = ? where id = ?", state, delivery);
  }

  /** An endpoint that is gone, or that has only failed for days, is switched off. */
  private Optional<SwitchedOff> suspect(UUID webhook, Answer answer, Instant now) {
    sql()
        .update(
            """
            update webhook set failing_since = ? where id = ? and failing_since is null
            """,
            now,
            webhook);
    String why = answer.gone() ? "it answered 410 Gone" : "nothing arrived for days";
    Optional<SwitchedOff> off =
        sql()
            .first(
                """
                update webhook set enabled = false, disabled_why = ?
                where id = ? and enabled and (? or failing_since <= ?)
                returning organisation_id, id, url
                """,
                row -> new SwitchedOff(Sql.uuid(row, 1), Sql.uuid(row, 2), row.getString(3), why),
                why,
                webhook,
                answer.gone(),
                now.minus(RetrySchedule.PATIENCE));
    off.ifPresent(it -> failAll(webhook));
    return off;
  }

  private void failAll(UUID webhook) {
    sql()
        .update(
            """
            update webhook_delivery set state = 'FAILED'
            where webhook_id = ? and state = 'PENDING'
            """,
            webhook);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
