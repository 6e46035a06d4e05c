package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeTokenTest {
  /** RFC 4231, test case 2. */
  @Test
  void isTheHmacOfThePublicKey() {
    byte[] data = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    assertThat(NodeToken.of("Jefe", data))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void eachNodeHasAnother() {
    assertThat(NodeToken.of("secret", new byte[] {1}))
        .isNotEqualTo(NodeToken.of("secret", new byte[] {2}));
  }
}
