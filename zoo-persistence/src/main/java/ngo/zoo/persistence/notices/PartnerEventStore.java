package ngo.zoo.persistence.notices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.notices.EventType;
import ngo.zoo.notices.NotificationPreference;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;

/** What organisations are told, whom of theirs, and what they want by e-mail. */
@ApplicationScoped
public class PartnerEventStore {
  /** Whom an e-mail about an organisation goes to; the address may be empty. */
  public record Addressee(String organisation, String email) {}

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public PartnerEventStore() {}

  PartnerEventStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Keeps the event; empty when it was told before. */
  public Optional<UUID> add(
      UUID organisation, String type, UUID subject, String body, Instant occurredAt) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into partner_event values (?, ?, ?, ?, ?, ?)
                on conflict (organisation_id, type, subject_id) do nothing
                """,
                id,
                organisation,
                type,
                subject,
                body,
                occurredAt);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /**
   * One delivery for each endpoint that wants the type. One that we switched off gets it as failed,
   * to be replayed; one that its owner switched off gets none.
   */
  public void fanOut(UUID event, UUID organisation, String type, Instant now) {
    sql()
        .update(
            """
            insert into webhook_delivery
              (id, webhook_id, event_id, state, tries_since, next_try_at, created_at)
            select gen_random_uuid(), w.id, ?, case when w.enabled then 'PENDING' else 'FAILED' end,
              ?, ?, ?
            from webhook w where w.organisation_id = ? and w.deleted_at is null
              and (w.enabled or w.disabled_why is not null)
              and (cardinality(w.types) = 0 or ? = any (w.types))
            """,
            event,
            now,
            now,
            now,
            organisation,
            type);
  }

  /** A delivery for this endpoint alone, whatever it wants. */
  public void deliverTo(UUID event, UUID webhook, Instant now) {
    sql()
        .update(
            """
            insert into webhook_delivery
              (id, webhook_id, event_id, state, tries_since, next_try_at, created_at)
            values (?, ?, ?, 'PENDING', ?, ?, ?)
            """,
            Ids.next(),
            webhook,
            event,
            now,
            now,
            now);
  }

  public Addressee addressee(UUID organisation) {
    return sql()
        .first(
            """
            select o.name, coalesce(b.email, '') from organisation o
            left join billing_account b on b.organisation_id = o.id where o.id = ?
            """,
            row -> new Addressee(row.getString(1), row.getString(2)),
            organisation)
        .orElseThrow();
  }

  /** What the organisation chose, by type in their usual order. */
  public List<NotificationPreference> preferences(UUID organisation) {
    var chosen =
        sql()
            .list(
                "select type, email from notification_preference where organisation_id = ?",
                row -> new NotificationPreference(row.getString(1), row.getBoolean(2)),
                organisation)
            .stream()
            .collect(Collectors.toMap(NotificationPreference::type, NotificationPreference::email));
    return List.of(EventType.values()).stream()
        .map(
            type ->
                new NotificationPreference(
                    type.word(), chosen.getOrDefault(type.word(), type.mailed())))
        .toList();
  }

  public void prefer(UUID organisation, NotificationPreference choice) {
    sql()
        .update(
            """
            insert into notification_preference values (?, ?, ?)
            on conflict (organisation_id, type) do update set email = excluded.email
            """,
            organisation,
            choice.type(),
            choice.email());
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
