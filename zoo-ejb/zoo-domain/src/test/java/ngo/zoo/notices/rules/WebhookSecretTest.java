package ngo.zoo.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
  private static final Instant AT = Instant.ofEpochSecond(1614265330);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";

  /** What the specification's own JavaScript library computes. */
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final WebhookSecret known =
      new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

  @Test
  void signsAsTheSpecificationsLibraryDoes() {
    assertThat(WebhookSecret.signatures(List.of(known), ID, AT, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void bothSecretsOfARotationSign() {
    WebhookSecret fresh = WebhookSecret.fresh(new SecureRandom());
    String[] both = WebhookSecret.signatures(List.of(fresh, known), ID, AT, BODY).split(" ");
    assertThat(both).hasSize(2).endsWith(SIGNATURE);
    assertThat(both[0]).startsWith("v1,").isNotEqualTo(SIGNATURE);
  }

  @Test
  void aFreshSecretHas32BytesAndNeverShowsItself() {
    WebhookSecret fresh = WebhookSecret.fresh(new SecureRandom());
    assertThat(fresh.text()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(fresh.text().substring(6))).hasSize(32);
    assertThat(fresh.toString()).isEqualTo("whsec_…");
  }
}
