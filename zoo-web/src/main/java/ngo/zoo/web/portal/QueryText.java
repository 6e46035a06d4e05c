package ngo.zoo.web.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The query of an address; empty parameters are left out. */
final class QueryText {
  private final StringBuilder text = new StringBuilder();

  QueryText with(String name, @Nullable Object value) {
    String given = value == null ? "" : value.toString().strip();
    if (!given.isEmpty()) {
      text.append(text.isEmpty() ? "" : "&")
          .append(name)
          .append('=')
          .append(URLEncoder.encode(given, StandardCharsets.UTF_8));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
