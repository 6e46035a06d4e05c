package ngo.zoo.integration.personhood;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodCheck;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * World ID by its cloud verification, {@code POST /api/v2/verify/{app_id}}. The signal of a proof
 * is the member's id and is hashed here, never taken from the request, so a proof made for one
 * account does not verify for another. In World ID's portal the action allows any number of
 * verifications: that a person has one account is kept by our own database, and a verification that
 * was not recorded here must be repeatable.
 */
@ApplicationScoped
public class WorldIdCheck implements PersonhoodCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{1,64}");
  private static final int MOST_PROOF = 4096;

  @Inject
  @ConfigProperty(name = "zoo.personhood.world-id.url")
  Optional<String> url = Optional.empty();

  @Inject
  @ConfigProperty(name = "zoo.personhood.world-id.app-id")
  Optional<String> app = Optional.empty();

  /** Verification levels taken; a device alone is no person. */
  @Inject
  @ConfigProperty(name = "zoo.personhood.world-id.levels", defaultValue = "orb")
  List<String> levels = List.of("orb");

  private final ProviderHttp http;

  /** For the container. */
  public WorldIdCheck() {
    this.http = new ProviderHttp(PATIENCE);
  }

  WorldIdCheck(String url, String app, Duration patience) {
    this.http = new ProviderHttp(patience);
    this.url = Optional.of(url);
    this.app = Optional.of(app);
  }

  @Override
  public PersonhoodProvider provider() {
    return PersonhoodProvider.WORLD_ID;
  }

  @Override
  public boolean isOn() {
    return url.isPresent() && app.isPresent();
  }

  @Override
  public Binding binding(UUID member) {
    return new Binding(app.orElse(""), member.toString());
  }

  @Override
  public ProvenPerson check(
      UUID member, PersonhoodAction action, Map<String, String> proof, Instant now) {
    String nullifier = hex(proof, "nullifier_hash");
    String signalHash = FieldHash.of(member.toString());
    checkSignal(proof, signalHash);
    String level = level(proof);
    JsonObject request =
        Json.createObjectBuilder()
            .add("nullifier_hash", nullifier)
            .add("merkle_root", hex(proof, "merkle_root"))
            .add("proof", proofText(proof))
            .add("verification_level", level)
            .add("action", action.word())
            .add("signal_hash", signalHash)
            .build();
    ProviderHttp.Answer answer = http.post(endpoint(), request);
    if (answer.status() != 200) {
      throw refusal(answer);
    }
    checkAnswer(answer, nullifier, action, level);
    return new ProvenPerson(number(nullifier).toString(16), level, null);
  }

  private URI endpoint() {
    String base = url.orElseThrow(WorldIdCheck::off).replaceAll("/+$", "");
    String id = URLEncoder.encode(app.orElseThrow(WorldIdCheck::off), StandardCharsets.UTF_8);
    return URI.create(base + "/api/v2/verify/" + id);
  }

  private static Refusal off() {
    return Refusal.unavailable("personhood-off", "World ID is not set up here");
  }

  private static String hex(Map<String, String> proof, String field) {
    String value = proof.getOrDefault(field, "").strip();
    if (!HEX.matcher(value).matches()) {
      throw Refusal.field("personhood-proof-invalid", field, field + " must be a hex number");
    }
    return value;
  }

  private static String proofText(Map<String, String> proof) {
    String text = proof.getOrDefault("proof", "").strip();
    if (text.isEmpty() || text.length() > MOST_PROOF) {
      throw Refusal.field("personhood-proof-invalid", "proof", "proof must be what World ID gave");
    }
    return text;
  }

  private String level(Map<String, String> proof) {
    String level = proof.getOrDefault("verification_level", "");
    if (!levels.contains(level)) {
      throw Refusal.field(
          "personhood-level",
          "verification_level",
          "Proofs of these levels are taken: " + String.join(", ", levels));
    }
    return level;
  }

  /** Told apart from other invalid proofs where the request says what it was made for. */
  private static void checkSignal(Map<String, String> proof, String signalHash) {
    String claimed = proof.get("signal_hash");
    if (claimed != null && !claimed.equalsIgnoreCase(signalHash)) {
      throw Refusal.field(
          "personhood-signal", "signal_hash", "This proof was made for another account");
    }
  }

  /** The provider must speak of what was asked: an answer of another action proves nothing. */
  private static void checkAnswer(
      ProviderHttp.Answer answer, String nullifier, PersonhoodAction action, String level) {
    String returned = answer.text("nullifier_hash");
    boolean same =
        answer.body().getBoolean("success", false)
            && HEX.matcher(returned).matches()
            && number(returned).equals(number(nullifier))
            && answer.text("action").equals(action.word())
            && answer.text("verification_level").equals(level);
    if (!same) {
      throw ProviderHttp.unavailable("its answer is about something else than was asked");
    }
  }

  /** Their codes in our words. */
  private static Refusal refusal(ProviderHttp.Answer answer) {
    if (answer.status() >= 500 || answer.status() == 429) {
      return ProviderHttp.unavailable("it answered " + answer.status());
    }
    return switch (answer.text("code")) {
      case "invalid_proof" ->
          Refusal.invalid(
              "personhood-proof-invalid",
              "World ID does not confirm this proof for this account and action");
      case "invalid_merkle_root" ->
          Refusal.invalid("personhood-unverified", "World ID does not know this person yet");
      case "root_too_old" ->
          Refusal.invalid("personhood-proof-expired", "The proof is too old; make a new one");
      case "max_verifications_reached" ->
          Refusal.conflict("nullifier-used", "This person has been verified for this action");
      case "invalid_action", "action_inactive", "not_found" ->
          Refusal.unavailable(
              "personhood-misconfigured", "The action is not set up at World ID; tell the staff");
      case "prover_error", "verification_error", "internal_error" ->
          ProviderHttp.unavailable("it could not check the proof");
      default ->
          Refusal.invalid("personhood-proof-invalid", "World ID cannot read a field of this proof");
    };
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.startsWith("0x") ? hex.substring(2) : hex, 16);
  }
}
