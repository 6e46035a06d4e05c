package ngo.zoo.dev;

import java.util.Base64;
import java.util.List;
import ngo.zoo.dev.part.PostgresPart;
import ngo.zoo.log.LogKey;

/** Everything a person or a test needs to talk to a running stack. */
public final class Access {
  /** Who lives in the development realm; the password is the login. */
  public static final List<Person> PEOPLE =
      List.of(
          new Person("maya", "member"),
          new Person("omar", "member"),
          new Person("lin", "member"),
          new Person("ada", "member, expert"),
          new Person("tomas", "member"),
          new Person("sam", "staff, guardian"),
          new Person("iris", "staff"),
          new Person("petra", "provider, member"),
          new Person("paula", "partner"));

  /** One of them. */
  public record Person(String login, String roles) {}

  private final Ports ports;
  private final Secrets secrets;
  private final PostgresPart postgres;

  Access(Ports ports, Secrets secrets, PostgresPart postgres) {
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
  }

  /** The portal's address without a slash at the end; the API is below it. */
  public String portal() {
    return "http://localhost:" + ports.of("http");
  }

  /** The base URL that an OpenAI client is given. */
  public String openAi() {
    return portal() + "/v1";
  }

  /** The API key of the demo partner, Acme Research. */
  public String partnerKey() {
    return secrets.partnerKey();
  }

  /** The realm's address. */
  public String realm() {
    return "http://localhost:" + ports.of("keycloak") + "/realms/zoo";
  }

  /** The secret of the realm's client {@code acme}. */
  public String acmeSecret() {
    return secrets.word("oidc-acme");
  }

  /** The password of Keycloak's own administrator {@code admin}. */
  public String keycloakAdminPassword() {
    return secrets.word("keycloak-admin");
  }

  /** The database as the owner of its schema sees it. */
  public PostgresPart database() {
    return postgres;
  }

  /** JSON-RPC of the development chain, whether it runs or not. */
  public String chain() {
    return "http://localhost:" + ports.of("chain");
  }

  /** The key that signs this stack's checkpoints. */
  public LogKey logKey() {
    return new LogKey("zoo.ngo/log", Base64.getDecoder().decode(secrets.publicKey("operator")));
  }

  /** The management interface of the server, with {@code /health} and {@code /metrics}. */
  public String management() {
    return "http://localhost:" + ports.of("management");
  }
}
