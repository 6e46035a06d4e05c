package ngo.zoo.gpu.ra.protocol;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client's settings. Connections per node are bounded by slots, so the pool's own bounds
 * are never the ones met; there are no retries here, because only routing knows another node.
 */
final class PooledHttp {
  private static final Timeout CONNECT = Timeout.of(Duration.ofSeconds(2));
  private static final Timeout FIRST_BYTE = Timeout.of(Duration.ofSeconds(30));
  private static final Timeout BETWEEN_BYTES = Timeout.of(Duration.ofSeconds(30));

  private PooledHttp() {}

  static CloseableHttpClient open() {
    return HttpClients.custom()
        .setConnectionManager(connections())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT)
                .setResponseTimeout(FIRST_BYTE)
                .build())
        .setUserAgent("zoo-gpu-connector")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnPerRoute(1024)
        .setMaxConnTotal(8192)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(BETWEEN_BYTES)
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .build();
  }
}
