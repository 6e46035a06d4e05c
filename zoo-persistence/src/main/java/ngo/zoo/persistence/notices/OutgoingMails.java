package ngo.zoo.persistence.notices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.notices.Letter;
import ngo.zoo.notices.MailState;
import ngo.zoo.notices.MailView;
import ngo.zoo.notices.rules.MailRule;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.Outbox;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Outgoing e-mails. One is added with a fact for {@link #LISTENER} in the same transaction, and is
 * sent once its state says so: WAITING until the mail server has taken it.
 */
@ApplicationScoped
public class OutgoingMails implements Mail {
  /** Listener of added mails; the subject is the mail. */
  public static final String LISTENER = "mail";

  private static final String ADDED = "mail-added";
  private static final String HOST = "mail.zoo.ngo";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private Outbox outbox;

  /** For the container. */
  public OutgoingMails() {}

  OutgoingMails(DataSource dataSource, Outbox outbox) {
    this.dataSource = dataSource;
    this.outbox = outbox;
  }

  @Override
  public void send(
      String idempotencyKey, String to, String subject, String text, List<Attachment> attachments) {
    MailRule.check(to, subject, attachments);
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into outgoing_mail
                  (id, idempotency_key, recipient, subject, body, created_at)
                values (?, ?, ?, ?, ?, ?) on conflict (idempotency_key) do nothing
                """,
                id,
                idempotencyKey,
                to,
                subject,
                text,
                Instant.now());
    if (added == 1) {
      attach(id, attachments);
      outbox.add(LISTENER, ADDED, id, "{}");
    }
  }

  private void attach(UUID mail, List<Attachment> attachments) {
    for (int i = 0; i < attachments.size(); i++) {
      Attachment file = attachments.get(i);
      sql()
          .update(
              "insert into mail_attachment values (?, ?, ?, ?, ?)",
              mail,
              i,
              file.name(),
              file.mediaType(),
              file.content());
    }
  }

  /** Takes the mail to send it, unless it was sent; nobody else can take it meanwhile. */
  public Optional<Letter> take(UUID mail) {
    return sql()
        .first(
            """
            select idempotency_key, recipient, subject, body from outgoing_mail
            where id = ? and state = 'WAITING' for update
            """,
            row ->
                new Letter(
                    MailRule.messageId(row.getString(1), HOST),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    attachments(mail)),
            mail);
  }

  private List<Attachment> attachments(UUID mail) {
    return sql()
        .list(
            """
            select name, media_type, content from mail_attachment
            where mail_id = ? order by position
            """,
            row -> new Attachment(row.getString(1), row.getString(2), row.getBytes(3)),
            mail);
  }

  /** The mail server has taken it. */
  public void sent(UUID mail) {
    mark(mail, MailState.SENT, Instant.now(), null);
  }

  /** There is no mail server. */
  public void kept(UUID mail) {
    mark(mail, MailState.KEPT, null, null);
  }

  /** The mail server will never take it. */
  public void refused(UUID mail, String why) {
    mark(mail, MailState.FAILED, null, why);
  }

  private void mark(UUID mail, MailState state, @Nullable Instant sentAt, @Nullable String error) {
    sql()
        .update(
            """
            update outgoing_mail set state = ?, sent_at = ?::timestamptz, last_error = ?::text
            where id = ?
            """,
            state,
            sentAt,
            error,
            mail);
  }

  /** Sends a kept or refused mail after all; false when there is no such one. */
  public boolean again(UUID mail) {
    int found =
        sql()
            .update(
                """
                update outgoing_mail set state = 'WAITING', last_error = null
                where id = ? and state in ('KEPT', 'FAILED')
                """,
                mail);
    if (found == 1) {
      outbox.add(LISTENER, ADDED, mail, "{}");
    }
    return found == 1;
  }

  /** Newest first; the search looks at recipients and subjects. */
  public Page<MailView> page(PageRequest request) {
    String like = "%" + request.search().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    List<MailView> mails =
        sql()
            .list(
                """
                select m.id, m.recipient, m.subject, m.body, m.state, m.created_at, m.sent_at,
                  m.last_error, array(select a.name from mail_attachment a where a.mail_id = m.id
                    order by a.position)
                from outgoing_mail m where m.recipient || ' ' || m.subject ilike ?
                order by m.created_at desc, m.id desc offset ? limit ?
                """,
                OutgoingMails::view,
                like,
                request.first(),
                request.size());
    long total =
        sql()
            .number(
                "select count(*) from outgoing_mail where recipient || ' ' || subject ilike ?",
                like)
            .longValueExact();
    return new Page<>(mails, total);
  }

  private static MailView view(ResultSet row) throws SQLException {
    return new MailView(
        Sql.uuid(row, 1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Arrays.asList((String[]) row.getArray(9).getArray()),
        MailState.valueOf(row.getString(5)),
        Sql.instant(row, 6),
        Sql.optionalInstant(row, 7),
        row.getString(8));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
