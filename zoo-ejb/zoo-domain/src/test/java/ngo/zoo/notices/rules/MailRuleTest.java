package ngo.zoo.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"ada@example.org", "a.b+c@x-y.example", "o'neil@example.org"})
  void addresses(String text) {
    assertThat(MailRule.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org,eve@example.org",
        "Ada <ada@example.org>",
        "a..b@example.org",
        "ada@-example.org",
        "ada@exam ple.org",
        "ädä@example.org"
      })
  void noAddresses(String text) {
    assertThat(MailRule.isAddress(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "one\r\nBcc: eve@example.org", "one\ntwo", "a\u0000b", "a\u2028b"})
  void noSubjects(String subject) {
    assertThatThrownBy(() -> MailRule.check("ada@example.org", subject, List.of()))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme", "a\u2028b", "a\r\nBcc: eve@example.org", "\u0085"})
  void noNameOfAnOrganisationKeepsItsEventsBack(String name) {
    String subject = EventText.subject(name.repeat(60), "credit_note.issued");

    assertThatCode(() -> MailRule.check("ada@example.org", subject, List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void attachmentsHaveOneLineOfName() {
    assertThatCode(() -> MailRule.check("ada@example.org", "Änderung", List.of(file("a.pdf"))))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> MailRule.check("ada@example.org", "s", List.of(file("a.pdf\r\nX-Evil: 1"))))
        .isInstanceOf(Refusal.class);
  }

  private static Mail.Attachment file(String name) {
    return new Mail.Attachment(name, "application/pdf", new byte[] {1});
  }

  @Test
  void theSameKeyGivesTheSameMessageId() {
    assertThat(MailRule.messageId("invoice:1", "h"))
        .isEqualTo(MailRule.messageId("invoice:1", "h"))
        .isNotEqualTo(MailRule.messageId("invoice:2", "h"))
        .matches("[0-9a-f]{32}@h");
  }
}
