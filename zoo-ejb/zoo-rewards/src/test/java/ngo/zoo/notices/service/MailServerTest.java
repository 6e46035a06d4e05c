package ngo.zoo.notices.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import ngo.zoo.notices.Letter;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jakarta Mail against a real SMTP conversation. */
class MailServerTest {
  private static final Letter LETTER =
      new Letter(
          "abc@mail.zoo.ngo", "ada@example.org", "Rechnung für Ada", "Grüße\n.\nEnd", List.of());

  private SmtpServer smtp;

  @BeforeEach
  void start() throws IOException {
    smtp = new SmtpServer();
  }

  @AfterEach
  void stop() throws IOException {
    smtp.close();
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put("mail.smtp.port", Integer.toString(smtp.port()));
    return settings;
  }

  private MailServer server() {
    return new MailServer(settings(), "zoo@example.org", null, null);
  }

  @Test
  void aMailArrivesWithItsMessageId() throws Exception {
    server().send(LETTER);

    assertThat(smtp.mails()).hasSize(1);
    assertThat(smtp.mails().getFirst())
        .contains("Message-ID: <abc@mail.zoo.ngo>")
        .contains("From: zoo@example.org")
        .contains("To: ada@example.org")
        .contains("Auto-Submitted: auto-generated")
        .contains("=?UTF-8?")
        .doesNotContain("\nBcc");
    assertThat(smtp.commands()).contains("RCPT TO:<ada@example.org>");
    assertThat(smtp.commands()).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void filesAreAttached() throws Exception {
    byte[] content = {'%', 'P', 'D', 'F', 0, 1, (byte) 0xff};
    Mail.Attachment file = new Mail.Attachment("receipt.pdf", "application/pdf", content);
    server().send(new Letter("a@b", "ada@example.org", "One", "Text", List.of(file)));

    assertThat(smtp.mails().getFirst())
        .contains("multipart/mixed", "application/pdf", "attachment; filename=receipt.pdf")
        .contains(Base64.getEncoder().encodeToString(content));
  }

  @Test
  void aUserSignsIn() throws Exception {
    new MailServer(settings(), "zoo@example.org", "zoo", "secret").send(LETTER);
    String plain =
        Base64.getEncoder().encodeToString("\0zoo\0secret".getBytes(StandardCharsets.UTF_8));
    assertThat(String.join("\n", smtp.commands())).contains("AUTH PLAIN").contains(plain);
  }

  @Test
  void whatIsRefusedForGoodIsToldApartFromWhatIsNot() {
    smtp.answerRecipientsWith("550 5.1.1 no such user");
    assertThatThrownBy(() -> server().send(LETTER))
        .isInstanceOf(MailServer.Refused.class)
        .hasMessageContaining("no such user");
    smtp.answerRecipientsWith("451 4.3.0 later");
    assertThatThrownBy(() -> server().send(LETTER)).isInstanceOf(MessagingException.class);
    assertThat(smtp.mails()).isEmpty();
  }

  @Test
  void wantedTlsIsRequired() {
    Properties settings = settings();
    settings.put("mail.smtp.starttls.enable", "true");
    MailServer strict = new MailServer(settings, "zoo@example.org", "zoo", "secret");
    assertThatThrownBy(() -> strict.send(LETTER)).isInstanceOf(TryLater.class);
    assertThat(smtp.commands()).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void anAbsentServerIsWaitedFor() throws IOException {
    smtp.close();
    assertThatThrownBy(() -> server().send(LETTER)).isInstanceOf(TryLater.class);
  }
}
