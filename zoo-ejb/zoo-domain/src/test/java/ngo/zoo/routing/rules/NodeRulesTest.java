package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.log.Ed25519;
import ngo.zoo.routing.BackendTerms;
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

  @Test
  void aBackendWithoutSealIsTheOperatorsOwn() {
    BackendTerms terms = unsealed("openai-key", "org/model-7b:q4");
    assertThatCode(() -> checkUnsealed("OPERATOR", terms)).doesNotThrowAnyException();
    assertThatThrownBy(() -> checkUnsealed("PROVIDER", terms)).hasMessageContaining("operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../keys/operator.pem", "/etc/passwd", ".hidden", "a b", "sk-1/2"})
  void aCredentialIsTheNameOfAFileAndNoPath(String credential) {
    assertThatThrownBy(() -> checkUnsealed("OPERATOR", unsealed(credential, "m")))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "<b>m</b>", "m\nn"})
  void aDeclaredModelHasAPlainName(String model) {
    assertThatThrownBy(() -> checkUnsealed("OPERATOR", unsealed("", model)))
        .isInstanceOf(Refusal.class);
  }

  private static BackendTerms unsealed(String credential, String model) {
    return new BackendTerms(BackendTerms.OPENAI_KIND, List.of(model), 4096, credential);
  }

  private static void checkUnsealed(String role, BackendTerms terms) {
    NodeRules.checkUnsealed("vllm-1", role, "http://127.0.0.1:81", terms, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://node",
        "node:8080",
        "http://user@node",
        "http://node?x=1",
        "http://node#x",
        "http://node/latest/meta-data",
        "http:///x"
      })
  void onlyPlainHttpAddressesAreTaken(String url) {
    assertThatThrownBy(() -> NodeRules.check("gpu-1", "PROVIDER", url, new byte[32], 2))
        .isInstanceOf(Refusal.class);
    assertThatCode(
            () -> NodeRules.check("gpu-1", "PROVIDER", "http://127.0.0.1:81", new byte[32], 2))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://node.example",
        "https://localhost",
        "https://wildfly:9990",
        "https://db.internal",
        "https://127.1.2.3",
        "https://10.0.0.8",
        "https://169.254.169.254",
        "https://0.0.0.0",
        "https://[::1]:8443",
        "https://[fd00::1]",
        "https://[::ffff:127.0.0.1]"
      })
  void aStrangersNodeIsNotInTheOperatorsNetwork(String url) {
    assertThatThrownBy(() -> NodeRules.checkPublic(url)).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://gpu.example:8443", "https://203.0.113.7", "https://[2001:db8::1]"})
  void aStrangersNodeIsOnThePublicInternet(String url) {
    assertThatCode(() -> NodeRules.checkPublic(url)).doesNotThrowAnyException();
  }

  /** Sends what was signed for GET and the fixed path. */
  private void call(String method, String path, String time) {
    byte[] message = ("GET\n" + PATH + "\n" + time).getBytes(StandardCharsets.UTF_8);
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    NodeRules.checkCall(raw, method, path, time, Ed25519.sign(keys.getPrivate(), message), NOW);
  }
}
