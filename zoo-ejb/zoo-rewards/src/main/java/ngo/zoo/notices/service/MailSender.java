package ngo.zoo.notices.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.notices.Letter;
import ngo.zoo.persistence.notices.OutgoingMails;
import ngo.zoo.shared.OutboxHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands stored mails to the configured server; without one they are kept. The mail is marked in the
 * transaction that holds its row while it is sent. A server that ends between the two sends it
 * again with the same Message-ID, which is all that SMTP allows.
 */
@ApplicationScoped
public class MailSender implements OutboxHandler {
  @Inject private OutgoingMails mails;

  @Inject
  @ConfigProperty(name = "zoo.mail.host")
  private Optional<String> host;

  @Inject
  @ConfigProperty(name = "zoo.mail.from", defaultValue = "no-reply@localhost")
  private String from;

  @Inject
  @ConfigProperty(name = "zoo.mail.user")
  private Optional<String> user;

  @Inject
  @ConfigProperty(name = "zoo.mail.password")
  private Optional<String> password;

  @Resource(lookup = "java:jboss/mail/zoo")
  private Session session;

  @Override
  public String listener() {
    return OutgoingMails.LISTENER;
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) throws MessagingException {
    Optional<Letter> letter = mails.take(subjectId);
    if (letter.isPresent()) {
      send(subjectId, letter.get());
    }
  }

  private void send(UUID mail, Letter letter) throws MessagingException {
    if (host.filter(name -> !name.isBlank()).isEmpty()) {
      mails.kept(mail);
      return;
    }
    try {
      server().send(letter);
      mails.sent(mail);
    } catch (MailServer.Refused refused) {
      mails.refused(mail, String.valueOf(refused.getMessage()));
    }
  }

  private MailServer server() {
    return new MailServer(session.getProperties(), from, user.orElse(null), password.orElse(null));
  }
}
