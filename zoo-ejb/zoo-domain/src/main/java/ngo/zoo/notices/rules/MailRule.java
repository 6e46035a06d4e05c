package ngo.zoo.notices.rules;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import ngo.zoo.log.Sha256;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.Refusal;

/**
 * What may become an e-mail: one address of ASCII letters and one line of subject, so that nothing
 * a user wrote can add a header or a recipient (RFC 5322, section 3.4.1, without comments, quotes
 * and display names).
 */
public final class MailRule {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");
  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_NAME = 100;

  private MailRule() {}

  /** Whether the text is one e-mail address. */
  public static boolean isAddress(String text) {
    return text.length() <= LONGEST_ADDRESS
        && text.indexOf('@') <= LONGEST_LOCAL
        && ADDRESS.matcher(text).matches();
  }

  /**
   * @throws Refusal {@code mail-not-valid}
   */
  public static void check(String to, String subject, List<Mail.Attachment> attachments) {
    if (!isAddress(to)) {
      throw Refusal.field("mail-not-valid", "email", "Give one e-mail address, like name@host.org");
    }
    if (!isLine(subject, LONGEST_SUBJECT)) {
      throw Refusal.invalid("mail-not-valid", "A subject is one line of at most 200 letters");
    }
    for (Mail.Attachment file : attachments) {
      if (!isLine(file.name(), LONGEST_NAME) || !MEDIA_TYPE.matcher(file.mediaType()).matches()) {
        throw Refusal.invalid("mail-not-valid", "An attachment needs a name and a media type");
      }
    }
  }

  /** The Message-ID of the mail that has this idempotency key, without angle brackets. */
  public static String messageId(String idempotencyKey, String host) {
    return HexFormat.of().formatHex(Sha256.ofText(idempotencyKey), 0, 16) + "@" + host;
  }

  private static boolean isLine(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.codePoints().noneMatch(MailRule::breaksLines);
  }

  /** Control characters, and the separators that Unicode counts as the end of a line. */
  private static boolean breaksLines(int point) {
    return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
  }
}
