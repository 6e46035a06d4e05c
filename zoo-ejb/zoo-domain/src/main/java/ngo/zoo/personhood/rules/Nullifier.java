package ngo.zoo.personhood.rules;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import ngo.zoo.log.Sha256;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.shared.Refusal;

/**
 * Stands for one person and one action at one provider: SHA-256 over a domain word, provider,
 * action and the provider's word for the person, separated by NUL, which none of them holds. The
 * same person has unlinkable nullifiers for different actions.
 */
public final class Nullifier {
  private static final String DOMAIN = "zoo.ngo/personhood/v1";
  private static final Pattern SALTED = Pattern.compile("[0-9a-f]{64}");

  private Nullifier() {}

  public static byte[] of(PersonhoodProvider provider, PersonhoodAction action, String subject) {
    String text = String.join("\0", DOMAIN, provider.name(), action.name(), subject);
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What staff may hand over to recognise a person seen before: a salted hash, never a document's
   * number itself.
   *
   * @throws Refusal {@code nullifier-invalid}
   */
  public static String checkedSalted(String hash) {
    String stripped = hash.strip();
    if (!SALTED.matcher(stripped).matches()) {
      throw Refusal.field(
          "nullifier-invalid",
          "nullifier",
          "The nullifier is a salted SHA-256 in 64 lower-case hex digits, never a number itself");
    }
    return stripped;
  }
}
