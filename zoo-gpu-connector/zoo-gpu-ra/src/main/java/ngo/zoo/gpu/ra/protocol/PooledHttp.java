package ngo.zoo.gpu.ra.protocol;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client's settings. Connections per node are bounded by slots, so the pool's own bounds
 * are never the ones met; there are no retries here, because only routing knows another node, and
 * no redirects, because they could lead into the operator's own network.
 */
final class PooledHttp {
  private static final Duration FROM_POOL = Duration.ofSeconds(2);

  /** Without these bounds a backend could fill the memory before a body begins. */
  private static final Http1Config BOUNDED =
      Http1Config.custom().setMaxLineLength(32 << 10).setMaxHeaderCount(256).build();

  /**
   * Looking whether a backend has closed a connection takes a millisecond. Servers keep idle ones
   * for 5 s and longer, and one that ended in this time is gone indeed.
   */
  private static final TimeValue UNCHECKED = TimeValue.ofSeconds(2);

  private PooledHttp() {}

  static CloseableHttpClient open(Timeouts timeouts) {
    return HttpClients.custom()
        .setConnectionManager(connections(timeouts))
        .setDefaultRequestConfig(answeringWithin(timeouts.silence()))
        .setUserAgent("zoo-gpu-connector")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** A request whose first byte comes within this time, and each further one too. */
  static RequestConfig answeringWithin(Duration silence) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(FROM_POOL))
        .setResponseTimeout(Timeout.of(silence))
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(Timeouts timeouts) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED).build())
        .setMaxConnPerRoute(1024)
        .setMaxConnTotal(8192)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeouts.connect()))
                .setSocketTimeout(Timeout.of(timeouts.silence()))
                .setValidateAfterInactivity(UNCHECKED)
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .build();
  }
}
