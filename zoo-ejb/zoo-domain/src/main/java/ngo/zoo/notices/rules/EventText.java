package ngo.zoo.notices.rules;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An event in words, as an organisation's billing address gets it. */
public final class EventText {
  private static final int LONGEST_NAME = 120;

  private EventText() {}

  /** One line that {@link MailRule} takes: {@code Acme Research: invoice issued}. */
  public static String subject(String organisation, String type) {
    String line = organisation.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    return line.substring(0, Math.min(LONGEST_NAME, line.length())) + ": " + words(type);
  }

  /**
   * @param data in order of names
   * @param portal where the choice of e-mails is made; empty when unknown
   */
  public static String text(
      String organisation, String type, Instant at, Map<String, String> data, String portal) {
    StringBuilder text = new StringBuilder();
    text.append("For ").append(organisation).append(", ").append(at).append(":\n\n");
    text.append(capital(words(type))).append(".\n\n");
    new TreeMap<>(data)
        .forEach(
            (name, value) ->
                text.append(capital(words(name))).append(": ").append(value).append('\n'));
    text.append("\nZoo tells this address of such events as the organisation chose.\n");
    if (!portal.isEmpty()) {
      text.append("Change it here: ").append(portal).append("/webhooks.xhtml\n");
    }
    return text.toString();
  }

  private static String words(String name) {
    return name.replace('.', ' ').replace('_', ' ');
  }

  private static String capital(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
