package ngo.zoo.persistence.notices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.notices.WebhookDraft;
import ngo.zoo.notices.WebhookView;
import ngo.zoo.notices.rules.WebhookSecret;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Endpoints of organisations with their sealed secrets; a deleted one is there for nobody. */
@ApplicationScoped
public class WebhookStore {
  /** How long the secret before a rotation signs too. */
  public static final Duration GRACE = Duration.ofHours(24);

  private static final String VIEW =
      """
      select id, url, description, types, enabled, disabled_why, failing_since,
        old_secret_until, created_at
      from webhook where organisation_id = ? and deleted_at is null
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private SecretBox box;

  /** For the container. */
  public WebhookStore() {}

  WebhookStore(DataSource dataSource, SecretBox box) {
    this.dataSource = dataSource;
    this.box = box;
  }

  /** Oldest first. */
  public List<WebhookView> all(UUID organisation) {
    return sql().list(VIEW + " order by created_at, id", WebhookStore::view, organisation);
  }

  /** A page of them; the search is for an address or a description. */
  public Page<WebhookView> page(UUID organisation, PageRequest request) {
    String found = VIEW + " and position(lower(?) in lower(url || ' ' || description)) > 0";
    String search = request.search().strip();
    return new Page<>(
        sql()
            .list(
                found + " order by created_at, id offset ? limit ?",
                WebhookStore::view,
                organisation,
                search,
                request.first(),
                request.size()),
        sql()
            .number("select count(*) from (" + found + ") w", organisation, search)
            .longValueExact());
  }

  /** Empty when it is another organisation's. */
  public Optional<WebhookView> one(UUID organisation, UUID webhook) {
    return sql().first(VIEW + " and id = ?", WebhookStore::view, organisation, webhook);
  }

  public UUID add(UUID organisation, WebhookDraft draft, WebhookSecret secret, Instant now) {
    UUID id = Ids.next();
    sql()
        .update(
            """
            insert into webhook
              (id, organisation_id, url, description, types, secret, enabled, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            organisation,
            draft.url(),
            draft.description(),
            draft.types().toArray(String[]::new),
            sealed(id, secret),
            draft.enabled(),
            now);
    return id;
  }

  /** Switching it on again forgets why it was off. False when there is no such one. */
  public boolean change(UUID organisation, UUID webhook, WebhookDraft draft) {
    return sql()
            .update(
                """
                update webhook set url = ?, description = ?, types = ?,
                  disabled_why = case when ? then null else disabled_why end,
                  failing_since = case when ? and not enabled then null else failing_since end,
                  enabled = ?
                where id = ? and organisation_id = ? and deleted_at is null
                """,
                draft.url(),
                draft.description(),
                draft.types().toArray(String[]::new),
                draft.enabled(),
                draft.enabled(),
                draft.enabled(),
                webhook,
                organisation)
        == 1;
  }

  /** The present secret signs for {@link #GRACE} still. False when there is no such one. */
  public boolean rotate(UUID organisation, UUID webhook, WebhookSecret secret, Instant now) {
    return sql()
            .update(
                """
                update webhook set old_secret = secret, old_secret_until = ?, secret = ?
                where id = ? and organisation_id = ? and deleted_at is null
                """,
                now.plus(GRACE),
                sealed(webhook, secret),
                webhook,
                organisation)
        == 1;
  }

  /** Its secrets are gone with it. False when there is no such one. */
  public boolean delete(UUID organisation, UUID webhook, Instant now) {
    return sql()
            .update(
                """
                update webhook set deleted_at = ?, enabled = false, secret = '', old_secret = null
                where id = ? and organisation_id = ? and deleted_at is null
                """,
                now,
                webhook,
                organisation)
        == 1;
  }

  private byte[] sealed(UUID webhook, WebhookSecret secret) {
    return box.seal(place(webhook), secret.bytes());
  }

  static String place(UUID webhook) {
    return "webhook:" + webhook;
  }

  private static WebhookView view(ResultSet row) throws SQLException {
    return new WebhookView(
        Sql.uuid(row, 1),
        row.getString(2),
        row.getString(3),
        Arrays.asList((String[]) row.getArray(4).getArray()),
        row.getBoolean(5),
        row.getString(6),
        Sql.optionalInstant(row, 7),
        Sql.optionalInstant(row, 8),
        Sql.instant(row, 9));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
