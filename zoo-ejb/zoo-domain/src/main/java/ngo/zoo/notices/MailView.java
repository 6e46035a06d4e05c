package ngo.zoo.notices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing e-mail as staff see it.
 *
 * @param attachments names of the attached files
 * @param lastError what the mail server said when it did not take it
 */
public record MailView(
    UUID id,
    String to,
    String subject,
    String text,
    List<String> attachments,
    MailState state,
    Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable String lastError) {
  public MailView {
    attachments = List.copyOf(attachments);
  }
}
