package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import ngo.zoo.log.Ed25519;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PATH = "/api/v1/nodes/7/earnings";
  private final KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

  NodeRulesTest() throws Exception {}

  @Test
  void aNodesOwnCallIsBelieved() {
    assertThatCode(() -> call("GET", PATH, "2026-01-02T03:09:05Z")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-02T03:09:05.001Z", "2026-01-02T02:59:04Z", "now", ""})
  void aCallOfAnotherTimeIsNot(String time) {
    assertThatThrownBy(() -> call("GET", PATH, time)).isInstanceOf(Refusal.class);
  }

  @Test
  void aSignatureHoldsForItsMethodAndPathOnly() {
    assertThatThrownBy(() -> call("POST", PATH, NOW.toString())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> call("GET", "/api/v1/nodes/8/earnings", NOW.toString()))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://node",
        "node:8080",
        "http://user@node",
        "http://node?x=1",
        "http://node#x",
        "http:///x"
      })
  void onlyPlainHttpAddressesAreTaken(String url) {
    assertThatThrownBy(() -> NodeRules.check("gpu-1", "PROVIDER", url, new byte[32], 2))
        .isInstanceOf(Refusal.class);
    assertThatCode(
            () -> NodeRules.check("gpu-1", "PROVIDER", "http://127.0.0.1:81", new byte[32], 2))
        .doesNotThrowAnyException();
  }

  /** Sends what was signed for GET and the fixed path. */
  private void call(String method, String path, String time) {
    byte[] message = ("GET\n" + PATH + "\n" + time).getBytes(StandardCharsets.UTF_8);
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    NodeRules.checkCall(raw, method, path, time, Ed25519.sign(keys.getPrivate(), message), NOW);
  }
}
