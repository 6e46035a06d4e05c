package ngo.zoo.gpu.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.Test;

class VerificationBodyTest {
  private static final UUID QUERY = UUID.fromString("0198f000-0000-7000-8000-000000000001");

  private final PrivateKey key = Ed25519.newKey();
  private final byte[] publicKey = Ed25519.rawPublicKey(key);

  private static GenerationRequest request() {
    return new GenerationRequest(
        QUERY,
        "zoo-keeper-tiny",
        List.of(new GenerationRequest.Message("user", "The sign shows otter: 4 0 7 2")),
        List.of(),
        1,
        1,
        12,
        List.of(),
        7);
  }

  private static final String CLAIM = "{\"logprobs\":[],\"tokens\":[]}";

  private static VerificationRequest asked(String claim) {
    return new VerificationRequest(request(), "Right: 1.", claim, 6);
  }

  private static byte[] body(String claim) throws Exception {
    return VerificationBody.of(asked(claim));
  }

  private String answer(byte[] body, PrivateKey signer) {
    return answer(body, signer, 1);
  }

  private String answer(byte[] body, PrivateKey signer, int hard) {
    return answer(body, signer, Map.of("hard", hard));
  }

  private String answer(byte[] body, PrivateKey signer, Map<String, Object> otherwise) {
    Map<String, Object> found =
        new HashMap<>(
            Map.of(
                "model_sha256", "ab",
                "request_sha256", HexFormat.of().formatHex(Sha256.of(body)),
                "text_fits", true,
                "tokens", 6,
                "stated", 6,
                "distance_micro", 1_500_000,
                "surprise_micro", -2_000_000,
                "variance_micro", 3,
                "hard", 1));
    found.putAll(otherwise);
    String seal = CanonicalJson.of(found);
    return signed(seal, signer);
  }

  private static String signed(String seal, PrivateKey signer) {
    String signature =
        Base64.getEncoder()
            .encodeToString(Ed25519.sign(signer, seal.getBytes(StandardCharsets.UTF_8)));
    return "{\"seal\":%s,\"signature\":\"%s\"}"
        .formatted(JsonText.PROVIDER.createValue(seal), signature);
  }

  @Test
  void sendsTheRequestAsItWasSealed() throws Exception {
    String sent = new String(body("{\"tokens\":[]}"), StandardCharsets.UTF_8);
    String asked = new String(ZooBody.of(request()), StandardCharsets.UTF_8);
    assertThat(sent).contains("\"request\":" + asked, "\"answer\":\"Right: 1.\"", "\"claim\":");
    assertThat(new String(body(""), StandardCharsets.UTF_8)).doesNotContain("claim");
  }

  @Test
  void readsWhatTheVerifierSealed() throws Exception {
    byte[] body = body(CLAIM);
    VerificationReport report =
        VerificationBody.read(answer(body, key), body, asked(CLAIM), publicKey);
    assertThat(report.modelSha256()).isEqualTo("ab");
    assertThat(report.tokens()).isEqualTo(6);
    assertThat(report.stated()).isEqualTo(6);
    assertThat(report.distance()).isEqualTo(1.5);
    assertThat(report.surprise()).isEqualTo(-2);
    assertThat(report.variance()).isEqualTo(3e-6);
    assertThat(report.hard()).isEqualTo(1);
    assertThat(report.textFits()).isTrue();
  }

  @Test
  void believesNoOtherSealNorOneAboutAnotherAnswer() throws Exception {
    byte[] body = body(CLAIM);
    refused(answer(body, Ed25519.newKey()), body);
    refused(answer(body("{}"), key), body);
    refused("{\"seal\":\"{}\"}", body);
    refused("not json", body);
    refused(answer(body, key, 7), body);
    refused(answer(body, key, -1), body);
  }

  @Test
  void believesNoFiguresThatCannotBe() throws Exception {
    byte[] body = body(CLAIM);
    int most = Integer.MAX_VALUE;
    refused(answer(body, key, Map.of("tokens", most, "stated", most, "hard", 0)), body);
    refused(answer(body, key, Map.of("tokens", 5, "stated", 5)), body);
    refused(answer(body, key, Map.of("stated", 5)), body);
    refused(answer(body, key, Map.of("distance_micro", -1)), body);
    refused(answer(body, key, Map.of("surprise_micro", -1_000_000_000)), body);
    refused(answer(body, key, Map.of("variance_micro", 1_000_000_000)), body);
  }

  @Test
  void withoutAClaimTheTokensAreThoseOfTheText() throws Exception {
    byte[] body = body("");
    String read = answer(body, key, Map.of("tokens", 7, "stated", 0));
    assertThat(VerificationBody.read(read, body, asked(""), publicKey).tokens()).isEqualTo(7);
    assertThatThrownBy(() -> VerificationBody.read(answer(body, key), body, asked(""), publicKey))
        .isInstanceOf(WorkerException.class);
  }

  private void refused(String answer, byte[] body) {
    assertThatThrownBy(() -> VerificationBody.read(answer, body, asked(CLAIM), publicKey))
        .isInstanceOfSatisfying(
            WorkerException.class,
            e -> assertThat(e.reason()).isEqualTo(WorkerException.Reason.BAD_SEAL));
  }
}
