package ngo.zoo.persistence.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import ngo.zoo.notices.Letter;
import ngo.zoo.notices.MailState;
import ngo.zoo.notices.MailView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.outbox.OutboxFixture;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class OutgoingMailsTest {
  private final Database database = new Database();
  private final OutgoingMails mails = new OutgoingMails(database, OutboxFixture.outbox(database));
  private final String key = UUID.randomUUID().toString();
  private final String to = key + "@example.org";

  @Test
  void aMailIsAddedOnceWithItsFact() {
    byte[] content = "%PDF".getBytes(StandardCharsets.UTF_8);
    Mail.Attachment file = new Mail.Attachment("a.pdf", "application/pdf", content);
    mails.send(key, to, "One", "Text", List.of(file));
    mails.send(key, to, "Other", "Text", List.of());

    assertThat(page()).hasSize(1);
    MailView view = page().getFirst();
    assertThat(view.subject()).isEqualTo("One");
    assertThat(view.attachments()).containsExactly("a.pdf");
    assertThat(facts(view.id())).isEqualTo(1);
    Letter letter = mails.take(view.id()).orElseThrow();
    assertThat(letter.attachments().getFirst().content()).isEqualTo(content);
  }

  @Test
  void nothingIsAddedWhenTheCallerRollsBackOrTheMailIsNotValid() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      mails.send(key, to, "One", "Text", List.of());
                      throw new IllegalArgumentException("rolled back");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mails.send(key, to, "One\r\nBcc: x@y.org", "Text", List.of()))
        .isInstanceOf(Refusal.class);
    assertThat(page()).isEmpty();
  }

  @Test
  void aSentMailIsNotTakenAgainButAKeptOneMayBeSentLater() {
    mails.send(key, to, "One", "Text", List.of());
    UUID id = page().getFirst().id();
    mails.kept(id);
    assertThat(mails.take(id)).isEmpty();
    assertThat(mails.again(id)).isTrue();
    assertThat(facts(id)).isEqualTo(2);
    String first = mails.take(id).orElseThrow().messageId();
    mails.refused(id, "550 no such user");
    assertThat(page().getFirst().lastError()).isEqualTo("550 no such user");
    assertThat(mails.again(id)).isTrue();
    assertThat(mails.take(id).orElseThrow().messageId()).isEqualTo(first);
    mails.sent(id);
    assertThat(mails.take(id)).isEmpty();
    assertThat(mails.again(id)).isFalse();
    assertThat(page().getFirst().state()).isEqualTo(MailState.SENT);
  }

  private List<MailView> page() {
    return mails.page(new PageRequest(0, 20, key)).items();
  }

  private int facts(UUID mail) {
    return new Sql(database)
        .number(
            "select count(*) from outbox_event where listener = 'mail' and subject_id = ?", mail)
        .intValueExact();
  }
}
