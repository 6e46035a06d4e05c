package ngo.zoo.notices;

import java.util.List;
import ngo.zoo.notices.rules.WebhookUrl;
import ngo.zoo.shared.Refusal;

/**
 * An endpoint as its organisation wants it.
 *
 * @param types events it is told of; none for all
 */
public record WebhookDraft(String url, String description, List<String> types, boolean enabled) {
  private static final int LONGEST_DESCRIPTION = 200;

  /**
   * @throws Refusal {@code webhook-description-invalid}, {@code event-type-unknown}
   */
  public WebhookDraft {
    url = url.strip();
    description = description.strip();
    types = types.stream().distinct().sorted().toList();
    if (description.length() > LONGEST_DESCRIPTION) {
      throw Refusal.field(
          "webhook-description-invalid", "description", "A description has at most 200 letters");
    }
    types.forEach(WebhookDraft::requireKnown);
  }

  private static void requireKnown(String type) {
    if (EventType.of(type).isEmpty()) {
      throw Refusal.field(
          "event-type-unknown",
          "types",
          "No event " + type + "; there are: " + String.join(", ", EventType.words()));
    }
  }

  /**
   * @throws Refusal {@code webhook-url-invalid}
   */
  public WebhookDraft checked(boolean development) {
    WebhookUrl.check(url, development);
    return this;
  }
}
