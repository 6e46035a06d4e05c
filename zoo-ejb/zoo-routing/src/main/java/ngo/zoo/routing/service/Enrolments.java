package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.routing.NodeEnrolments;
import ngo.zoo.routing.Enrolment;
import ngo.zoo.routing.EnrolmentView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Codes by which a provider's machines register in the provider's name. */
@Stateless
public class Enrolments {
  private static final Duration LIFE = Duration.ofDays(1);
  private static final int MOST_OPEN = 20;
  private static final int LENGTH = 32;
  private static final String PREFIX = "zne_";
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject
  @ConfigProperty(name = "zoo.portal.url")
  private Optional<String> portal;

  @Inject private NodeEnrolments codes;

  /**
   * Makes a code that one new node may use within a day.
   *
   * @throws Refusal {@code role-missing} unless a provider in person; {@code enrolments-open} (409)
   *     when too many are unused
   */
  public Enrolment issue(Caller caller) {
    provider(caller);
    Instant now = Instant.now();
    if (codes.open(caller.id(), now) >= MOST_OPEN) {
      throw Refusal.conflict(
          "enrolments-open", "You have " + MOST_OPEN + " unused codes; use them, or wait a day");
    }
    UUID id = Ids.next();
    String code = code();
    codes.add(id, caller.id(), Sha256.ofText(code), now, now.plus(LIFE));
    return new Enrolment(id, code, now.plus(LIFE), command(code));
  }

  /**
   * The caller's, newest first, those that are used or over included.
   *
   * @throws Refusal {@code role-missing} unless a provider in person
   */
  public Page<EnrolmentView> page(Caller caller, PageRequest request) {
    return codes.page(provider(caller).id(), Instant.now(), request);
  }

  /**
   * @throws Refusal {@code role-missing}; {@code enrolment-not-found}, also for another's
   */
  public EnrolmentView enrolment(Caller caller, UUID id) {
    return codes
        .find(provider(caller).id(), id, Instant.now())
        .orElseThrow(() -> Refusal.notFound("enrolment", id));
  }

  /**
   * Takes a code back: no node registers with it from now on.
   *
   * @throws Refusal {@code role-missing}; {@code enrolment-not-found}, also for another's; {@code
   *     enrolment-used} (409) when a node has registered with it
   */
  public void revoke(Caller caller, UUID id) {
    EnrolmentView code = enrolment(caller, id);
    if (!codes.revoke(caller.id(), code.id(), Instant.now())) {
      throw Refusal.conflict(
          "enrolment-used",
          "A node has registered with this code; drain or eject the node instead");
    }
  }

  private static Caller provider(Caller caller) {
    caller.require(Role.PROVIDER);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("role-missing", "A provider enrols nodes in person");
    }
    return caller;
  }

  private static String code() {
    StringBuilder code = new StringBuilder(PREFIX);
    RANDOM
        .ints(LENGTH, 0, ALPHABET.length())
        .forEach(letter -> code.append(ALPHABET.charAt(letter)));
    return code.toString();
  }

  private String command(String code) {
    return "java -jar zoo-node.jar --operator "
        + portal.orElse("OPERATOR")
        + " --enrol "
        + code
        + " --url https://THIS-MACHINE";
  }
}
