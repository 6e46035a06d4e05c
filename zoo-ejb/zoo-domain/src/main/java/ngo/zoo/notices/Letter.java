package ngo.zoo.notices;

import java.util.List;
import ngo.zoo.shared.Mail;

/**
 * An e-mail on its way to the mail server.
 *
 * @param messageId without angle brackets; the same whenever the same mail is sent
 */
public record Letter(
    String messageId, String to, String subject, String text, List<Mail.Attachment> attachments) {
  public Letter {
    attachments = List.copyOf(attachments);
  }
}
