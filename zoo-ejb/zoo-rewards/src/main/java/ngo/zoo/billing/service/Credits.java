package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.billing.CreditGrant;
import ngo.zoo.billing.CreditView;
import ngo.zoo.billing.PartnerEvents;
import ngo.zoo.persistence.billing.CreditStore;
import ngo.zoo.persistence.billing.OrganisationReader;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.Scope;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Grants of inference credits: KEEPER from the treasury that only queries can spend. */
@Stateless
public class Credits {
  /** How long before its end an organisation is told of it. */
  public static final Duration WARNING = Duration.ofDays(7);

  private static final Logger LOG = Logger.getLogger(Credits.class);

  @Inject private CreditStore store;
  @Inject private OrganisationReader organisations;
  @Inject private Parties parties;
  @Inject private PartnerEvents events;
  @Inject private BusinessClock clock;
  @Inject private Tenancy tenancy;
  @EJB private Accounts accounts;
  @EJB private Credits self;

  /**
   * Grants credits; once per key.
   *
   * @param kind MEMBER or ORGANISATION: whose queries may use it
   * @param expiresAt business time after which the rest returns to the treasury; null: never
   * @param idempotencyKey a second grant with the same key returns the first
   * @return the grant's id, which owns its CREDIT account
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when the treasury cannot pay it
   */
  public UUID grant(
      AccountKind kind,
      UUID ownerId,
      Amount amount,
      @Nullable Instant expiresAt,
      String reason,
      String idempotencyKey) {
    return grant(
        new CreditGrant(
            kind, ownerId, amount, expiresAt, reason, idempotencyKey, Caller.SYSTEM.name()));
  }

  /**
   * As {@link #grant}, by staff to an organisation.
   *
   * @throws Refusal {@code role-missing}; {@code organisation-not-found}; {@code
   *     credit-amount-invalid}, {@code credit-reason-invalid}, {@code credit-expiry-past} (400)
   */
  public UUID grantToOrganisation(
      Caller caller,
      UUID organisation,
      Amount amount,
      @Nullable Instant expiresAt,
      String reason,
      String idempotencyKey) {
    caller.require(Role.STAFF);
    if (!organisations.exists(organisation)) {
      throw Refusal.notFound("organisation", organisation);
    }
    return byStaff(
        caller, AccountKind.ORGANISATION, organisation, amount, expiresAt, reason, idempotencyKey);
  }

  /**
   * As {@link #grantToOrganisation}, to a member other than the caller.
   *
   * @throws Refusal {@code member-not-found}; {@code own-credits} (403)
   */
  public UUID grantToMember(
      Caller caller,
      String login,
      Amount amount,
      @Nullable Instant expiresAt,
      String reason,
      String idempotencyKey) {
    caller.require(Role.STAFF);
    UUID member = parties.member(login).orElseThrow(() -> Refusal.notFound("member", login)).id();
    if (member.equals(caller.id())) {
      throw Refusal.forbidden("own-credits", "Somebody else of the staff has to grant you credits");
    }
    return byStaff(caller, AccountKind.MEMBER, member, amount, expiresAt, reason, idempotencyKey);
  }

  private UUID byStaff(
      Caller caller,
      AccountKind kind,
      UUID owner,
      Amount amount,
      @Nullable Instant expiresAt,
      String reason,
      String key) {
    if (expiresAt != null && !expiresAt.isAfter(clock.now())) {
      throw Refusal.field("credit-expiry-past", "expires_at", "The expiry lies in the past");
    }
    return grant(
        new CreditGrant(kind, owner, amount, expiresAt, reason, "staff:" + key, caller.name()));
  }

  private UUID grant(CreditGrant grant) {
    Optional<UUID> added = store.add(grant, clock.now());
    if (added.isEmpty()) {
      return store
          .ofKey(grant)
          .orElseThrow(
              () ->
                  Refusal.conflict(
                      "idempotency-key-reused", "This key granted other credits; use a new one"));
    }
    UUID id = added.get();
    move(id, "grant", "Inference credits: " + grant.reason(), grant.amount());
    if (grant.ownerKind() == AccountKind.ORGANISATION) {
      Map<String, String> data = new HashMap<>();
      data.put("amount", grant.amount().toString());
      data.put("reason", grant.reason());
      if (grant.expiresAt() != null) {
        data.put("expires_at", grant.expiresAt().toString());
      }
      events.publish(grant.ownerId(), "credit.granted", id, data);
    }
    return id;
  }

  /** An organisation's grants, newest first. */
  public Page<CreditView> of(Caller caller, UUID organisation, PageRequest request) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    return store.list(organisation, request);
  }

  /** The caller's own grants, newest first. */
  public Page<CreditView> mine(Caller caller, PageRequest request) {
    caller.require(Scope.USAGE_READ);
    UUID organisation = caller.organisationId();
    return store.list(organisation == null ? caller.id() : organisation, request);
  }

  /** All grants for staff, newest first; found by reason and owner. */
  public Page<CreditView> all(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return store.list(null, request);
  }

  /** Ends grants whose time is over, one transaction each. Returns how many. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int expireDue() {
    int ended = 0;
    for (UUID grant : store.over(clock.now())) {
      ended += endedAlone(grant) ? 1 : 0;
    }
    return ended;
  }

  private boolean endedAlone(UUID grant) {
    try {
      return self.expire(grant);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Credits %s could not be ended; tried again later", grant);
      return false;
    }
  }

  /** What is left returns to the treasury; fees that are put aside follow when released. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean expire(UUID grant) {
    Optional<CreditStore.Due> closed = store.close(grant, clock.now());
    closed.ifPresent(
        due -> {
          Amount rest = accounts.balance(AccountKind.CREDIT, grant, Asset.KEEPER);
          if (!rest.isZero()) {
            move(grant, "expire", "Inference credits expired", rest.negate());
          }
          tell(due, "credit.expired", rest);
        });
    return closed.isPresent();
  }

  /** Tells organisations whose credits end within {@link #WARNING}, once per grant. */
  public int warn() {
    Instant now = clock.now();
    List<CreditStore.Due> due = store.warn(now, now.plus(WARNING));
    due.forEach(
        one ->
            tell(
                one,
                "credit.expiring",
                accounts.balance(AccountKind.CREDIT, one.id(), Asset.KEEPER)));
    return due.size();
  }

  private void tell(CreditStore.Due grant, String type, Amount rest) {
    if (grant.ownerKind() == AccountKind.ORGANISATION) {
      events.publish(
          grant.ownerId(),
          type,
          grant.id(),
          Map.of("remaining", rest.toString(), "expires_at", grant.expiresAt().toString()));
    }
  }

  /** From the treasury to the grant, or back when the amount is negative. */
  private void move(UUID grant, String step, String memo, Amount amount) {
    accounts.post(
        new PostEntry(
            "credit:" + step + ":" + grant,
            CauseKind.CREDIT,
            grant,
            memo,
            List.of(
                new PostEntry.Line(AccountKind.TREASURY, Accounts.FOUNDATION, amount.negate()),
                new PostEntry.Line(AccountKind.CREDIT, grant, amount))));
  }
}
