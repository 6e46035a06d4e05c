package ngo.zoo.integration.personhood;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.log.Sha256;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodCheck;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * BrightID by the API of a node (version 6), {@code GET
 * /verifications/{app}/{appUserId}?signed=eth&timestamp=seconds}. The app's user id is made from
 * the member's id, so nobody can present another's; that one person links one id in a period is
 * kept by BrightID's blind signatures. Every answer's signature is checked against the one key that
 * is configured, never against the key it brings along.
 */
@ApplicationScoped
public class BrightIdCheck implements PersonhoodCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int APP_NOT_FOUND = 12;
  private static final int USER_ID_DIGITS = 32;
  private static final int MOST_LEVEL = 60;

  /** The node's API, up to and with its version: {@code https://…/node/v6}. */
  @Inject
  @ConfigProperty(name = "zoo.personhood.bright-id.url")
  Optional<String> url = Optional.empty();

  @Inject
  @ConfigProperty(name = "zoo.personhood.bright-id.app")
  Optional<String> app = Optional.empty();

  /** The Ethereum address of the node's signing key. */
  @Inject
  @ConfigProperty(name = "zoo.personhood.bright-id.node-address")
  Optional<String> signer = Optional.empty();

  /** How long the app's verifications last; zero when they do not end. */
  @Inject
  @ConfigProperty(name = "zoo.personhood.bright-id.period", defaultValue = "PT0S")
  String period = "PT0S";

  private final ProviderHttp http;

  /** For the container. */
  public BrightIdCheck() {
    this.http = new ProviderHttp(PATIENCE);
  }

  BrightIdCheck(String url, String app, String signer, Duration period, Duration patience) {
    this.http = new ProviderHttp(patience);
    this.url = Optional.of(url);
    this.app = Optional.of(app);
    this.signer = Optional.of(signer);
    this.period = period.toString();
  }

  @Override
  public PersonhoodProvider provider() {
    return PersonhoodProvider.BRIGHT_ID;
  }

  @Override
  public boolean isOn() {
    return url.isPresent() && app.isPresent() && signer.isPresent();
  }

  @Override
  public Binding binding(UUID member) {
    return new Binding(app.orElse(""), userId(member));
  }

  @Override
  public ProvenPerson check(
      UUID member, PersonhoodAction action, Map<String, String> proof, Instant now) {
    ProviderHttp.Answer answer = http.get(endpoint(member));
    if (answer.status() != 200) {
      throw refusal(answer);
    }
    List<JsonObject> verified =
        verifications(answer).stream().filter(one -> one.getBoolean("unique", false)).toList();
    if (verified.isEmpty()) {
      throw unverified();
    }
    JsonObject best = verified.getFirst();
    Instant since = checked(best, userId(member), now);
    Duration lasts = Duration.parse(period);
    return new ProvenPerson(
        app.orElseThrow() + "/" + userId(member),
        level(best),
        lasts.isZero() ? null : since.plus(lasts));
  }

  /** Thirty-two hex digits: as many as the node's signature has room for. */
  static String userId(UUID member) {
    return HexFormat.of()
        .formatHex(Sha256.ofText("zoo.ngo/brightid/" + member))
        .substring(0, USER_ID_DIGITS);
  }

  private URI endpoint(UUID member) {
    String base = url.orElseThrow(BrightIdCheck::off).replaceAll("/+$", "");
    String name = URLEncoder.encode(app.orElseThrow(BrightIdCheck::off), StandardCharsets.UTF_8);
    if (signer.isEmpty()) {
      throw off();
    }
    return URI.create(
        "%s/verifications/%s/%s?signed=eth&timestamp=seconds&includeHash=true"
            .formatted(base, name, userId(member)));
  }

  private static Refusal off() {
    return Refusal.unavailable("personhood-off", "BrightID is not set up here");
  }

  private static List<JsonObject> verifications(ProviderHttp.Answer answer) {
    if (!(answer.body().get("data") instanceof JsonArray data)
        || data.stream().anyMatch(it -> it.getValueType() != JsonValue.ValueType.OBJECT)) {
      throw ProviderHttp.unavailable("its answer is not what its version 6 gives");
    }
    return data.getValuesAs(JsonObject.class);
  }

  /**
   * The answer must be about this account, signed by the node we trust, and new.
   *
   * @return the time the node signed
   */
  private Instant checked(JsonObject found, String userId, Instant now) {
    BrightIdSignature signed = BrightIdSignature.read(found);
    if (!signed.app().equals(app.orElseThrow()) || !signed.userId().equals(userId)) {
      throw Refusal.invalid("personhood-signal", "This verification is about another account");
    }
    if (!signed.isBy(signer.orElseThrow())) {
      throw Refusal.invalid(
          "personhood-proof-invalid", "The verification is not signed by the node trusted here");
    }
    Instant at = Instant.ofEpochSecond(signed.timestamp());
    Duration lasts = Duration.parse(period);
    if (at.isAfter(now.plus(SKEW)) || !at.plus(lasts).plus(SKEW).isAfter(now)) {
      throw Refusal.invalid("personhood-proof-expired", "The verification is of " + at);
    }
    return at;
  }

  private static String level(JsonObject found) {
    String level = found.getString("verification", "").strip();
    return level.isEmpty() ? "unique" : level.substring(0, Math.min(MOST_LEVEL, level.length()));
  }

  private static Refusal refusal(ProviderHttp.Answer answer) {
    int number = answer.body().getInt("errorNum", 0);
    if (answer.status() == 404 && number == APP_NOT_FOUND) {
      return Refusal.unavailable(
          "personhood-misconfigured", "The app is not known to BrightID; tell the staff");
    }
    if (answer.status() == 404 || answer.status() == 403) {
      return unverified();
    }
    return ProviderHttp.unavailable("it answered " + answer.status());
  }

  private static Refusal unverified() {
    return Refusal.invalid(
        "personhood-unverified",
        "BrightID does not call this account unique; link it in the app first");
  }
}
