package ngo.zoo.shared;

import java.util.List;

/**
 * Sends an e-mail once the caller's transaction has committed.
 *
 * <p>The mail is stored in that transaction, so a rollback sends nothing, and handed to the mail
 * server by the outbox afterwards. Where no mail server is configured it is kept and listed.
 */
public interface Mail {
  /**
   * @param idempotencyKey names the mail, for example {@code invoice:ZOO-2026-000001}: a second
   *     call with the same key does nothing. The Message-ID is made of it, so a mail server that
   *     gets it twice can tell.
   * @param to one address ({@code name@host}), no display name
   * @param subject one line
   * @param text plain text, lines parted by {@code \n}
   * @throws Refusal {@code mail-not-valid} when the address or the subject is not one line of what
   *     it should be
   */
  void send(
      String idempotencyKey, String to, String subject, String text, List<Attachment> attachments);

  /**
   * @param name file name, one line
   * @param mediaType for example {@code application/pdf}
   */
  record Attachment(String name, String mediaType, byte[] content) {
    public Attachment {
      content = content.clone();
    }
  }
}
