package ngo.zoo.notices.service;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import ngo.zoo.notices.Letter;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.TryLater;
import org.jspecify.annotations.Nullable;

/** A mail server (SMTP, RFC 5321), one connection per mail. */
final class MailServer {
  /** The server refused this mail for good. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private static final String TIMEOUT = "15000";
  private static final String TLS = "mail.smtp.starttls.enable";

  private final Session session;
  private final String from;
  private final @Nullable String user;
  private final @Nullable String password;

  /**
   * @param settings as Jakarta Mail names them; where STARTTLS is wanted it is also required
   * @param user null for a server that asks for none
   */
  MailServer(Properties settings, String from, @Nullable String user, @Nullable String password) {
    Properties all = new Properties();
    settings.stringPropertyNames().forEach(name -> all.put(name, settings.getProperty(name)));
    for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      all.put("mail.smtp." + name, TIMEOUT);
    }
    all.put("mail.smtp.starttls.required", all.getProperty(TLS, "false"));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    this.session = Session.getInstance(all);
    this.from = from;
    this.user = user;
    this.password = password;
  }

  /**
   * Returns once the server has taken the mail.
   *
   * @throws TryLater when no server can be reached
   * @throws Refused when it will never take this mail
   * @throws MessagingException when it may later
   */
  void send(Letter letter) throws MessagingException, Refused {
    MimeMessage message = message(letter);
    try (Transport transport = connected()) {
      transport.sendMessage(message, message.getAllRecipients());
    } catch (SendFailedException e) {
      throw refusal(e);
    }
  }

  private Transport connected() throws MessagingException {
    Transport transport = session.getTransport("smtp");
    try {
      transport.connect(user, password);
    } catch (MessagingException e) {
      throw new TryLater("the mail server cannot be reached: " + e.getMessage());
    }
    return transport;
  }

  /** A reply 5yz will be the same next time; 4yz need not (RFC 5321, section 4.2.1). */
  private static Refused refusal(SendFailedException failed) throws SendFailedException {
    for (Exception e = failed; e instanceof MessagingException m; e = m.getNextException()) {
      if (String.valueOf(e.getMessage()).startsWith("5")) {
        return new Refused(String.valueOf(e.getMessage()).strip());
      }
    }
    throw failed;
  }

  private MimeMessage message(Letter letter) throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + letter.messageId() + ">");
          }
        };
    message.setFrom(address(from));
    message.setRecipient(Message.RecipientType.TO, address(letter.to()));
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(Instant.now()));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (letter.attachments().isEmpty()) {
      message.setText(letter.text(), StandardCharsets.UTF_8.name());
    } else {
      message.setContent(parts(letter));
    }
    message.saveChanges();
    return message;
  }

  private static MimeMultipart parts(Letter letter) throws MessagingException {
    MimeMultipart parts = new MimeMultipart();
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text(), StandardCharsets.UTF_8.name());
    parts.addBodyPart(text);
    for (Mail.Attachment file : letter.attachments()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(
          new DataHandler(new ByteArrayDataSource(file.content(), file.mediaType())));
      part.setFileName(file.name());
      part.setDisposition(Part.ATTACHMENT);
      parts.addBodyPart(part);
    }
    return parts;
  }

  private static InternetAddress address(String text) throws AddressException {
    InternetAddress address = new InternetAddress(text, true);
    address.validate();
    return address;
  }
}
