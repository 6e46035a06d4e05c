package ngo.zoo.notices;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries a webhook's request to its receiver. */
public interface WebhookTransport {
  /**
   * Sends the body by POST as JSON. Never throws: what went wrong is the answer's error.
   *
   * @param headers added to those of any request
   */
  Answer post(URI url, Map<String, String> headers, String body);

  /**
   * What came back.
   *
   * @param status HTTP status; null when no answer came
   * @param head first bytes of the body as text
   * @param retryAfter what the receiver asked for; zero when it did not
   * @param error why no answer came
   */
  record Answer(
      @Nullable Integer status,
      Duration took,
      String head,
      Duration retryAfter,
      @Nullable String error) {
    public boolean succeeded() {
      return status != null && status >= 200 && status < 300;
    }

    /** The receiver wants nothing from us any more (410 Gone). */
    public boolean gone() {
      return status != null && status == 410;
    }
  }
}
