package ngo.zoo.notices.rules;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import ngo.zoo.shared.Refusal;

/** Where a webhook may point: https, no credentials in it, a host of the public internet. */
public final class WebhookUrl {
  private static final int LONGEST = 500;
  private static final int HTTPS = 443;
  private static final int FIRST_FREE_PORT = 1024;
  private static final int LAST_PORT = 65_535;

  private WebhookUrl() {}

  /**
   * Checks what the text alone shows; what its name resolves to is checked at every delivery.
   *
   * @param development allows http and any host, on a developer's own machine
   * @throws Refusal {@code webhook-url-invalid}
   */
  public static URI check(String text, boolean development) {
    URI url = read(text);
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(development && scheme.equals("http"))) {
      throw refused("The address must begin with https://");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw refused("Write it like https://example.org/hooks, without user or #");
    }
    if (url.getPort() > LAST_PORT) {
      throw refused("The last port is 65535");
    }
    if (!development) {
      requirePublic(url);
    }
    return url;
  }

  private static URI read(String text) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!plain || text.length() > LONGEST) {
      throw refused("Give an address of at most 500 ASCII letters");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException unreadable) {
      throw refused("Write it like https://example.org/hooks");
    }
  }

  private static void requirePublic(URI url) {
    if (url.getPort() != -1 && url.getPort() != HTTPS && url.getPort() < FIRST_FREE_PORT) {
      throw refused("The port must be 443 or from 1024 up");
    }
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    boolean literal = host.contains(":") || host.matches("[0-9.]+");
    boolean reachable = literal ? isPublic(host) : host.contains(".");
    if (!reachable || host.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
      throw refused("The host must be reachable from the internet");
    }
  }

  private static boolean isPublic(String literal) {
    try {
      return PublicAddress.is(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static Refusal refused(String detail) {
    return Refusal.field("webhook-url-invalid", "url", detail);
  }
}
