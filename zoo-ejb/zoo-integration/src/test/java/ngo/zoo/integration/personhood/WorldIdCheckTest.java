package ngo.zoo.integration.personhood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.integration.personhood.ProviderStub.Asked;
import ngo.zoo.integration.personhood.ProviderStub.Reply;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers as the contract of the cloud verification says. */
class WorldIdCheckTest {
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final String APP = "app_staging_0123456789abcdef";
  private static final String NULLIFIER = "0x0A";
  private static final UUID MAYA = new UUID(1, 1);
  private static final UUID OMAR = new UUID(2, 2);

  private ProviderStub worldId;
  private WorldIdCheck check;

  @BeforeEach
  void start() throws IOException {
    worldId = new ProviderStub();
    worldId.answers(WorldIdCheckTest::verify);
    check = new WorldIdCheck(worldId.url() + "/", APP, PATIENCE);
  }

  @AfterEach
  void stop() {
    worldId.close();
  }

  /** The hash of the empty signal is the contract's default value. */
  @Test
  void signalsAreHashedIntoTheField() {
    assertThat(FieldHash.of(""))
        .isEqualTo("0x00c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a4");
  }

  @Test
  void aProofOfThisAccountAndActionIsConfirmed() {
    ProvenPerson person = prove(MAYA, proof());

    assertThat(person).isEqualTo(new ProvenPerson("a", "orb", null));
    Asked asked = worldId.asked.getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo("/api/v2/verify/" + APP);
    assertThat(asked.contentType()).isEqualTo("application/json");
    assertThat(asked.json().keySet())
        .containsExactlyInAnyOrder(
            "nullifier_hash",
            "merkle_root",
            "proof",
            "verification_level",
            "action",
            "signal_hash");
  }

  /** The nullifier is a number: leading zeros, case and 0x do not make another person. */
  @Test
  void oneNullifierHasOneSpelling() {
    Map<String, String> spelled = proof();
    spelled.put("nullifier_hash", "000a");
    assertThat(prove(MAYA, spelled).subject()).isEqualTo(prove(MAYA, proof()).subject());
  }

  @Test
  void aProofMadeForAnotherAccountOrActionIsRefused() {
    refused("personhood-proof-invalid", () -> prove(OMAR, proof()));
    Map<String, String> honest = proof();
    honest.put("signal_hash", FieldHash.of(MAYA.toString()));
    refused("personhood-signal", () -> prove(OMAR, honest));
    refused(
        "personhood-misconfigured",
        () -> check.check(MAYA, PersonhoodAction.INFERENCE_CREDITS, proof(), NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_proof, personhood-proof-invalid",
    "400, invalid_merkle_root, personhood-unverified",
    "400, root_too_old, personhood-proof-expired",
    "400, max_verifications_reached, nullifier-used",
    "400, action_inactive, personhood-misconfigured",
    "404, not_found, personhood-misconfigured",
    "400, invalid_format, personhood-proof-invalid",
    "400, prover_error, personhood-unavailable",
    "400, verification_error, personhood-unavailable",
    "429, too_many_requests, personhood-unavailable",
    "500, internal_error, personhood-unavailable"
  })
  void everyErrorOfTheContractHasItsRefusal(int status, String theirs, String ours) {
    worldId.answers(it -> error(status, theirs));
    refused(ours, () -> prove(MAYA, proof()));
  }

  @Test
  void whatIsNoProofIsNotSent() {
    for (String field : new String[] {"nullifier_hash", "merkle_root", "proof"}) {
      Map<String, String> broken = proof();
      broken.put(field, field.equals("proof") ? "" : "0xzz");
      refused("personhood-proof-invalid", () -> prove(MAYA, broken));
    }
    Map<String, String> device = proof();
    device.put("verification_level", "device");
    refused("personhood-level", () -> prove(MAYA, device));
    assertThat(worldId.asked).isEmpty();
  }

  @Test
  void anAnswerAboutSomethingElseProvesNothing() {
    for (JsonObject other :
        new JsonObject[] {
          with(success(), "nullifier_hash", "0x0b"),
          with(success(), "action", "inference-credits"),
          with(success(), "verification_level", "device"),
          Json.createObjectBuilder(success()).add("success", JsonValue.FALSE).build(),
          Json.createObjectBuilder().build()
        }) {
      worldId.answers(it -> Reply.json(200, other));
      refused("personhood-unavailable", () -> prove(MAYA, proof()));
    }
  }

  @Test
  void silenceFloodsAndNonsenseEndInTime() {
    worldId.answers(it -> new Reply(200, "x".repeat(ProviderHttp.MOST_BYTES + 1)));
    refused("personhood-unavailable", () -> prove(MAYA, proof()));
    worldId.answers(it -> new Reply(200, "<html>"));
    refused("personhood-unavailable", () -> prove(MAYA, proof()));
    worldId.answers(it -> new Reply(200, "[]"));
    refused("personhood-unavailable", () -> prove(MAYA, proof()));
    worldId.answers(WorldIdCheckTest::verify);
    worldId.fallsSilent();
    refused("personhood-unavailable", () -> prove(MAYA, proof()));
    worldId.close();
    refused("personhood-unavailable", () -> prove(MAYA, proof()));
  }

  @Test
  void withoutConfigurationItIsOff() {
    WorldIdCheck off = new WorldIdCheck();
    assertThat(off.isOn()).isFalse();
    assertThat(check.isOn()).isTrue();
    assertThat(check.binding(MAYA).signal()).isEqualTo(MAYA.toString());
    refused("personhood-off", () -> off.check(MAYA, PersonhoodAction.MEMBERSHIP, proof(), NOW));
  }

  private ProvenPerson prove(UUID member, Map<String, String> proof) {
    return check.check(member, PersonhoodAction.MEMBERSHIP, proof, NOW);
  }

  /** The service as specified: the proof is valid for Maya's signal and the action membership. */
  private static Reply verify(Asked asked) {
    JsonObject body = asked.json();
    if (!body.getString("action").equals("membership")) {
      return error(400, "invalid_action");
    }
    boolean valid =
        body.getString("signal_hash").equals(FieldHash.of(MAYA.toString()))
            && body.getString("proof").equals("[\"0x1\"]");
    return valid
        ? Reply.json(200, with(success(), "nullifier_hash", body.getString("nullifier_hash")))
        : error(400, "invalid_proof");
  }

  private static JsonObject success() {
    return Json.createObjectBuilder()
        .add("uses", 1)
        .add("success", true)
        .add("action", "membership")
        .add("max_uses", 0)
        .add("nullifier_hash", NULLIFIER)
        .add("created_at", "2026-03-01T00:00:00.000Z")
        .add("verification_level", "orb")
        .add("message", "Proof verified successfully")
        .build();
  }

  private static JsonObject with(JsonObject object, String field, String value) {
    return Json.createObjectBuilder(object).add(field, value).build();
  }

  private static Reply error(int status, String code) {
    return Reply.json(
        status,
        Json.createObjectBuilder()
            .add("code", code)
            .add("detail", "In words.")
            .add("attribute", JsonValue.NULL)
            .add("app_id", APP)
            .build());
  }

  private static Map<String, String> proof() {
    return new HashMap<>(
        Map.of(
            "nullifier_hash", NULLIFIER,
            "merkle_root", "0x1f",
            "proof", "[\"0x1\"]",
            "verification_level", "orb"));
  }

  private static void refused(String code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }
}
