package ngo.zoo.integration.personhood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.integration.personhood.ProviderStub.Reply;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;

/** Against a node that answers and signs as version 6 of its API does. */
class BrightIdCheckTest {
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final UUID MAYA = new UUID(1, 1);
  private static final Credentials NODE = Credentials.create("11".repeat(32));
  private static final Credentials STRANGER = Credentials.create("22".repeat(32));

  private ProviderStub node;
  private BrightIdCheck check;

  @BeforeEach
  void start() throws IOException {
    node = new ProviderStub();
    check =
        new BrightIdCheck(
            node.url() + "/node/v6", "Zoo", NODE.getAddress(), Duration.ZERO, PATIENCE);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aUniqueAccountIsConfirmed() {
    answers(verification("Zoo", id(), "BrightID", NOW, NODE, true));

    ProvenPerson person = prove();

    assertThat(person).isEqualTo(new ProvenPerson("Zoo/" + id(), "BrightID", null));
    assertThat(node.asked.getFirst().method()).isEqualTo("GET");
    assertThat(node.asked.getFirst().target())
        .isEqualTo(
            "/node/v6/verifications/Zoo/"
                + id()
                + "?signed=eth&timestamp=seconds&includeHash=true");
    assertThat(id()).hasSize(32).isNotEqualTo(BrightIdCheck.userId(new UUID(1, 2)));
  }

  @Test
  void oneUniqueVerificationOfSeveralIsEnoughAndNoneIsNot() {
    JsonObject not = verification("Zoo", id(), "Aura", NOW, NODE, false);
    answers(not, verification("Zoo", id(), "BrightID", NOW, NODE, true));
    assertThat(prove().level()).isEqualTo("BrightID");
    answers(not);
    refused("personhood-unverified");
    answers();
    refused("personhood-unverified");
  }

  @Test
  void aForeignOrChangedSignatureIsRefused() {
    answers(verification("Zoo", id(), "BrightID", NOW, STRANGER, true));
    refused("personhood-proof-invalid");
    JsonObject good = verification("Zoo", id(), "BrightID", NOW, NODE, true);
    answers(Json.createObjectBuilder(good).add("verification", "Aura").build());
    refused("personhood-proof-invalid");
    answers(Json.createObjectBuilder(good).add("timestamp", NOW.getEpochSecond() + 1).build());
    refused("personhood-proof-invalid");
  }

  /** Signed by the right node, but about somebody or something else: a replay. */
  @Test
  void anAnswerAboutAnotherAccountOrAppIsRefused() {
    answers(verification("Zoo", BrightIdCheck.userId(new UUID(1, 2)), "BrightID", NOW, NODE, true));
    refused("personhood-signal");
    answers(verification("Other", id(), "BrightID", NOW, NODE, true));
    refused("personhood-signal");
  }

  @Test
  void anOldAnswerIsRefusedAndAPeriodEndsTheProof() {
    answers(verification("Zoo", id(), "BrightID", NOW.minusSeconds(301), NODE, true));
    refused("personhood-proof-expired");
    answers(verification("Zoo", id(), "BrightID", NOW.plusSeconds(301), NODE, true));
    refused("personhood-proof-expired");

    Duration month = Duration.ofDays(30);
    check = new BrightIdCheck(node.url() + "/node/v6", "Zoo", NODE.getAddress(), month, PATIENCE);
    Instant start = NOW.minus(Duration.ofDays(20));
    answers(verification("Zoo", id(), "BrightID", start, NODE, true));
    assertThat(prove().expiresAt()).isEqualTo(start.plus(month));
  }

  @ParameterizedTest
  @CsvSource({
    "404, 2, personhood-unverified",
    "404, 12, personhood-misconfigured",
    "403, 3, personhood-unverified",
    "429, 20, personhood-unavailable",
    "500, 7, personhood-unavailable"
  })
  void everyErrorOfTheNodeHasItsRefusal(int status, int number, String ours) {
    node.answers(
        it ->
            Reply.json(
                status,
                Json.createObjectBuilder()
                    .add("error", true)
                    .add("errorNum", number)
                    .add("errorMessage", "In words.")
                    .add("code", status)
                    .build()));
    refused(ours);
  }

  @Test
  void whatIsNotTheContractIsNotBelieved() {
    JsonObject good = verification("Zoo", id(), "BrightID", NOW, NODE, true);
    answers(Json.createObjectBuilder(good).add("sig", "").build());
    refused("personhood-unavailable");
    answers(Json.createObjectBuilder(good).remove("timestamp").build());
    refused("personhood-unavailable");
    node.answers(it -> new Reply(200, "{\"data\": {\"unique\": true}}"));
    refused("personhood-unavailable");
    node.answers(it -> new Reply(200, "{\"data\": [7]}"));
    refused("personhood-unavailable");
    answers(good);
    node.fallsSilent();
    refused("personhood-unavailable");
  }

  @Test
  void withoutConfigurationItIsOff() {
    BrightIdCheck off = new BrightIdCheck();
    assertThat(off.isOn()).isFalse();
    assertThat(check.isOn()).isTrue();
    assertThat(check.binding(MAYA).signal()).isEqualTo(id());
    check = off;
    refused("personhood-off");
  }

  private ProvenPerson prove() {
    return check.check(MAYA, PersonhoodAction.MEMBERSHIP, Map.of(), NOW);
  }

  private void refused(String code) {
    assertThatThrownBy(this::prove)
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private void answers(JsonObject... verifications) {
    var data = Json.createArrayBuilder();
    Arrays.stream(verifications).forEach(data::add);
    JsonObject body = Json.createObjectBuilder().add("data", data).build();
    node.answers(it -> Reply.json(200, body));
  }

  private static String id() {
    return BrightIdCheck.userId(MAYA);
  }

  /** Signs as the node does, built here from bytes up and not by the code under test. */
  private static JsonObject verification(
      String app, String id, String verification, Instant at, Credentials key, boolean unique) {
    Sign.SignatureData signature =
        Sign.signMessage(digest(app, id, verification, at), key.getEcKeyPair(), false);
    return Json.createObjectBuilder()
        .add("unique", unique)
        .add("app", app)
        .add("appUserId", id)
        .add("verification", verification)
        .add("verificationHash", HexFormat.of().formatHex(sha256(verification)))
        .add("timestamp", at.getEpochSecond())
        .add(
            "sig",
            Json.createObjectBuilder()
                .add("r", HexFormat.of().formatHex(signature.getR()))
                .add("s", HexFormat.of().formatHex(signature.getS()))
                .add("v", signature.getV()[0]))
        .add("publicKey", key.getEcKeyPair().getPublicKey().toString(16))
        .build();
  }

  private static byte[] digest(String app, String id, String verification, Instant at) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Arrays.copyOf(app.getBytes(StandardCharsets.US_ASCII), 32));
    bytes.writeBytes(Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32));
    bytes.writeBytes(sha256(verification));
    bytes.writeBytes(
        HexFormat.of().parseHex("%064x".formatted(BigInteger.valueOf(at.getEpochSecond()))));
    return Hash.sha3(bytes.toByteArray());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
