package ngo.zoo.governance.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import ngo.zoo.shared.Refusal;

/**
 * Title and body of a proposal. Its hash is bound into every ballot, so the text cannot be swapped
 * under a vote.
 */
public record ProposalText(String title, String body) {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 20_000;

  /**
   * @throws Refusal {@code proposal-title} or {@code proposal-body} when empty or too long
   */
  public ProposalText {
    title = title.strip();
    body = body.strip();
    if (title.isEmpty() || title.length() > LONGEST_TITLE || title.indexOf('\n') >= 0) {
      throw Refusal.field(
          "proposal-title", "title", "Give a title of one line, at most 200 characters");
    }
    if (body.isEmpty() || body.length() > LONGEST_BODY) {
      throw Refusal.field("proposal-body", "body", "Give a text of at most 20000 characters");
    }
  }

  /** SHA-256 over title, newline and body in UTF-8. */
  public byte[] hash() {
    return sha256(title + "\n" + body);
  }

  /** SHA-256 of a text in UTF-8. */
  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
