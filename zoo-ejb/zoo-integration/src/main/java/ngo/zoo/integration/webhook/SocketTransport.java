package ngo.zoo.integration.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import ngo.zoo.notices.WebhookTransport;
import ngo.zoo.notices.rules.WebhookUrl;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * One request on one socket, connected to the very address that was checked: a client that looks
 * names up itself could be led elsewhere between check and use. TLS holds the certificate against
 * the name. Redirects are not followed, and a watchdog ends whatever takes longer than allowed,
 * however slowly the receiver drips.
 */
@ApplicationScoped
public class SocketTransport implements WebhookTransport {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration BODY = Duration.ofSeconds(1);
  private static final int MOST_BODY = 1024;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Inject
  @ConfigProperty(name = "zoo.webhooks.development", defaultValue = "false")
  private boolean development;

  private final PublicHosts.Resolver resolver;
  private final SSLSocketFactory tls;
  private final Duration longest;

  public SocketTransport() {
    this(
        InetAddress::getAllByName,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        false,
        LONGEST);
  }

  SocketTransport(
      PublicHosts.Resolver resolver, SSLSocketFactory tls, boolean development, Duration longest) {
    this.resolver = resolver;
    this.tls = tls;
    this.development = development;
    this.longest = longest;
  }

  @Override
  public Answer post(URI url, Map<String, String> headers, String body) {
    long start = System.nanoTime();
    try {
      WebhookUrl.check(url.toString(), development);
      Socket socket = new Socket();
      Thread watchdog = Thread.ofVirtual().start(() -> closeLater(socket));
      try (socket) {
        return exchange(url, socket, request(url, headers, body), start);
      } finally {
        watchdog.interrupt();
      }
    } catch (IOException | Refusal failed) {
      return new Answer(null, since(start), "", Duration.ZERO, reason(failed, start));
    }
  }

  private Answer exchange(URI url, Socket socket, byte[] request, long start) throws IOException {
    Socket open = connected(url, socket);
    open.getOutputStream().write(request);
    open.getOutputStream().flush();
    HttpAnswer answer = HttpAnswer.read(open.getInputStream());
    String head = firstBytes(open, answer.bodyLength(MOST_BODY));
    return new Answer(answer.status(), since(start), head, answer.retryAfter(), null);
  }

  private Socket connected(URI url, Socket socket) throws IOException {
    boolean secure = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() == -1 ? (secure ? HTTPS : HTTP) : url.getPort();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    InetAddress address = new PublicHosts(resolver, development).of(host).getFirst();
    socket.connect(new InetSocketAddress(address, port), millis(CONNECT));
    socket.setSoTimeout(millis(longest));
    return secure ? secured(socket, host, port) : socket;
  }

  private Socket secured(Socket socket, String host, int port) throws IOException {
    SSLSocket secure = (SSLSocket) tls.createSocket(socket, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static byte[] request(URI url, Map<String, String> headers, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
    field(head, "Host", url.getRawAuthority());
    field(head, "User-Agent", "zoo-webhooks");
    field(head, "Accept", "*/*");
    field(head, "Connection", "close");
    field(head, "Content-Type", "application/json");
    field(head, "Content-Length", Integer.toString(content.length));
    headers.forEach((name, value) -> field(head, name, value));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** The status is known by now: a body that does not come is no failure. */
  private static String firstBytes(Socket socket, int most) throws IOException {
    byte[] bytes = new byte[most];
    int length = 0;
    try {
      socket.setSoTimeout(millis(BODY));
      InputStream in = socket.getInputStream();
      for (int read = 0; length < most && read >= 0; length += Math.max(read, 0)) {
        read = in.read(bytes, length, most - length);
      }
    } catch (IOException late) {
      return text(bytes, length);
    }
    return text(bytes, length);
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void closeLater(Socket socket) {
    try {
      Thread.sleep(longest);
      socket.close();
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The request fails on its own then.
    }
  }

  private @Nullable String reason(Exception failed, long start) {
    if (since(start).compareTo(longest) >= 0) {
      return "no answer within " + longest.toSeconds() + " s";
    }
    String message = failed.getMessage();
    return failed instanceof Refusal || failed.getClass() == IOException.class
        ? message
        : failed.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
