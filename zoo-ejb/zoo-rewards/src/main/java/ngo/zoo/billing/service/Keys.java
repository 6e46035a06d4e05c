package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import ngo.zoo.billing.HourlyRate;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.KeyView;
import ngo.zoo.billing.KeysChanged;
import ngo.zoo.billing.NewKey;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.billing.rules.KeyText;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.persistence.billing.PlanStore;
import ngo.zoo.persistence.party.ApiKey;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.jspecify.annotations.Nullable;

/** API keys: made and shown once, rotated with a grace period, revoked at once. */
@Stateless
public class Keys {
  public static final Duration USUAL_GRACE = Duration.ofHours(24);
  public static final Duration LONGEST_GRACE = Duration.ofDays(7);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private Parties parties;
  @Inject private OrganisationReader reader;
  @Inject private Tenancy tenancy;
  @Inject private PartnerEvents events;
  @Inject private Event<KeysChanged> changed;
  @Inject private PlanStore plans;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;

  /** Newest first, those that open nothing any more included. */
  public List<KeyView> list(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    return reader.keys(organisation, Instant.now());
  }

  /** A page of them; the search is for a name, a prefix, a project or a state. */
  public Page<KeyView> page(Caller caller, UUID organisation, PageRequest request) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    return reader.keys(organisation, request, Instant.now());
  }

  /**
   * @throws Refusal {@code key-not-found} (404)
   */
  public KeyView key(Caller caller, UUID organisation, UUID keyId) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    return reader
        .key(organisation, keyId, Instant.now())
        .orElseThrow(() -> Refusal.notFound("key", keyId));
  }

  /**
   * Makes a key. A key that makes keys gives them no more than it has itself.
   *
   * @throws Refusal {@code project-not-found} (404), {@code key-expiry-past}, {@code
   *     key-rate-invalid} (400), {@code scope-missing} (403)
   */
  public NewKey create(Caller caller, UUID organisation, KeyDraft draft) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    Instant now = Instant.now();
    if (!reader.hasProject(organisation, draft.projectId())) {
      throw Refusal.notFound("project", draft.projectId());
    }
    if (draft.expiresAt() != null && !draft.expiresAt().isAfter(now)) {
      throw Refusal.field("key-expiry-past", "expires_at", "The expiry lies in the past");
    }
    draft.scopes().forEach(caller::require);
    checkRate(caller, organisation, draft.questionsPerHour());
    String secret = KeyText.fresh(RANDOM);
    NewKey made =
        kept(
            new ApiKey(organisation, draft, KeyText.prefix(secret), Sha256.ofText(secret), now),
            secret,
            now);
    events.publish(organisation, "key.created", made.key().id(), named(made.key(), caller));
    return made;
  }

  /**
   * Makes a key like this one, bound by the same budgets; the old one opens for the grace period
   * still.
   *
   * @throws Refusal {@code key-not-found} (404), {@code key-not-live} (409), {@code grace-invalid}
   *     (400)
   */
  public NewKey rotate(Caller caller, UUID organisation, UUID keyId, Duration grace) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw Refusal.field(
          "grace-invalid",
          "grace",
          "The old key may live on for 0 to " + LONGEST_GRACE.toDays() + " days");
    }
    ApiKey old = lock(organisation, keyId);
    Instant now = Instant.now();
    if (!old.live(now) || old.replacedBy() != null) {
      throw Refusal.conflict(
          "key-not-live", "This key was rotated, revoked or has expired; make a new one");
    }
    old.scopes().forEach(caller::require);
    String secret = KeyText.fresh(RANDOM);
    NewKey made =
        kept(old.successor(KeyText.prefix(secret), Sha256.ofText(secret), now), secret, now);
    old.replaceBy(made.key().id(), now.plus(grace));
    changed.fire(new KeysChanged(organisation));
    Map<String, String> data = named(made.key(), caller);
    data.put("replaces", old.prefix());
    data.put("old_key_valid_until", now.plus(grace).toString());
    events.publish(organisation, "key.rotated", keyId, data);
    return made;
  }

  /**
   * Has a key ask this often at most, from now on; within seconds on other servers.
   *
   * @param perHour null for as often as its organisation
   * @throws Refusal {@code key-not-found} (404); {@code key-not-live} (409); {@code
   *     key-rate-invalid} (400)
   */
  public KeyView limit(Caller caller, UUID organisation, UUID keyId, @Nullable Integer perHour) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    ApiKey key = lock(organisation, keyId);
    Instant now = Instant.now();
    if (!key.live(now)) {
      throw Refusal.conflict("key-not-live", "This key was revoked or has expired; make a new one");
    }
    checkRate(caller, organisation, perHour);
    key.limit(perHour);
    parties.flush();
    changed.fire(new KeysChanged(organisation));
    KeyView view = reader.key(organisation, keyId, now).orElseThrow();
    Map<String, String> data = named(view, caller);
    data.put("questions_per_hour", perHour == null ? "" : perHour.toString());
    events.publish(organisation, "key.limited", keyId, data);
    return view;
  }

  /** How often all keys of the organisation together may ask in an hour now. */
  public int rate(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    return rate(organisation);
  }

  private int rate(UUID organisation) {
    int plan = plans.timeline(organisation).at(clock.now()).terms().questionsPerHour();
    return plan > 0 ? plan : parameters.number(Parameter.ORGANISATION_RATE);
  }

  private void checkRate(Caller caller, UUID organisation, @Nullable Integer wanted) {
    Caller.Key giver = caller.key();
    HourlyRate.given(wanted, rate(organisation), giver == null ? 0 : giver.questionsPerHour());
  }

  /**
   * The key opens nothing from now on; a second time changes nothing.
   *
   * @throws Refusal {@code key-not-found} (404)
   */
  public void revoke(Caller caller, UUID organisation, UUID keyId) {
    tenancy.enter(caller, organisation, Scope.KEYS_WRITE);
    Instant now = Instant.now();
    lock(organisation, keyId).revoke(now);
    changed.fire(new KeysChanged(organisation));
    KeyView key = reader.key(organisation, keyId, now).orElseThrow();
    events.publish(organisation, "key.revoked", keyId, named(key, caller));
  }

  private static Map<String, String> named(KeyView key, Caller caller) {
    Map<String, String> data = new TreeMap<>();
    data.put("key_id", key.id().toString());
    data.put("name", key.name());
    data.put("prefix", key.prefix());
    data.put("project", key.project());
    data.put("by", caller.name());
    return data;
  }

  private NewKey kept(ApiKey key, String secret, Instant now) {
    parties.add(key);
    return new NewKey(reader.key(key.organisationId(), key.id(), now).orElseThrow(), secret);
  }

  private ApiKey lock(UUID organisation, UUID keyId) {
    return parties.lockKey(organisation, keyId).orElseThrow(() -> Refusal.notFound("key", keyId));
  }
}
