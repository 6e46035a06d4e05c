package ngo.zoo.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/hooks",
        "https://example.org:8443/?a=b",
        "https://1.1.1.1/",
        "https://[2606:4700:4700::1111]/"
      })
  void taken(String url) {
    assertThat(WebhookUrl.check(url, false).toString()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "ftp://example.org/",
        "https:///hooks",
        "https://user:secret@example.org/",
        "https://example.org/#part",
        "https://example.org:25/",
        "https://example.org:65536/",
        "https://localhost/",
        "https://api.localhost/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://exa mple.org/",
        "https://example.org/\r\nHost: evil",
        "https://exämple.org/"
      })
  void refused(String url) {
    assertThatThrownBy(() -> WebhookUrl.check(url, false))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("webhook-url-invalid"));
  }

  @Test
  void developmentAllowsHttpAndTheOwnMachineOnly() {
    assertThat(WebhookUrl.check("http://127.0.0.1:9000/hooks", true).getPort()).isEqualTo(9000);
    assertThatThrownBy(() -> WebhookUrl.check("file:///etc/passwd", true))
        .isInstanceOf(Refusal.class);
  }
}
