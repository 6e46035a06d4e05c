package ngo.zoo.books.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.CorrectionKind;
import ngo.zoo.books.CorrectionStatus;
import ngo.zoo.books.CorrectionView;
import ngo.zoo.books.rules.CorrectionRules;
import ngo.zoo.persistence.books.AccountReader;
import ngo.zoo.persistence.books.CorrectionStore;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.shared.TwoPersonRule;
import org.jspecify.annotations.Nullable;

/**
 * Corrections of the books: one member of staff asks, another one approves, and only then an entry
 * is posted. Nothing in the journal is ever changed. The approval fails as a whole when an account
 * has not enough by then; the correction goes on waiting.
 */
@Stateless
public class Corrections {
  @Inject private CorrectionStore corrections;
  @Inject private AccountReader accountReader;
  @Inject private BusinessClock clock;
  @EJB private Accounts accounts;

  /** Those that wait first, then the newest. */
  public Page<CorrectionView> page(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return corrections.page(request);
  }

  /**
   * @throws Refusal {@code correction-not-found}
   */
  public CorrectionView one(Caller caller, UUID id) {
    caller.require(Role.STAFF);
    return corrections.one(id).orElseThrow(() -> Refusal.notFound("correction", id));
  }

  /** What takes an entry back or has taken it back, for who may see the entry. */
  public Optional<CorrectionView> ofEntry(Caller caller, UUID entry) {
    accounts.entry(caller, entry);
    return corrections.ofEntry(entry);
  }

  /**
   * Asks that an entry be taken back.
   *
   * @throws Refusal {@code role-missing}; {@code entry-not-found}; {@code entry-not-reversible},
   *     {@code entry-already-reversed} (409); {@code reason-invalid}
   */
  public CorrectionView askReversal(Caller caller, UUID entry, String reason) {
    UUID person = person(caller);
    CorrectionRules.requireReversible(accounts.entry(caller, entry));
    UUID id =
        corrections
            .addReversal(entry, CorrectionRules.reason(reason), person, clock.now())
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "entry-already-reversed",
                        "This entry was taken back already, or waits for it: see the corrections"));
    return one(caller, id);
  }

  /**
   * Asks that money be moved between two accounts.
   *
   * @throws Refusal {@code role-missing}; {@code account-not-found}; {@code account-not-free},
   *     {@code transfer-asset-differs}, {@code transfer-amount-invalid}, {@code reason-invalid}
   */
  public CorrectionView askTransfer(
      Caller caller, UUID from, UUID to, Amount amount, String reason) {
    UUID person = person(caller);
    AccountRow source = account(from, "from");
    AccountRow target = account(to, "to");
    CorrectionRules.requireTransfer(source.kind(), target.kind(), from.equals(to), amount);
    if (source.balance().asset() != amount.asset() || target.balance().asset() != amount.asset()) {
      throw Refusal.field(
          "transfer-asset-differs",
          "amount",
          "Both accounts must hold the asset that is moved: %s and %s"
              .formatted(source.balance().asset(), target.balance().asset()));
    }
    UUID id =
        corrections.addTransfer(
            from, to, amount, CorrectionRules.reason(reason), person, clock.now());
    return one(caller, id);
  }

  /**
   * The second person's approval posts the entry.
   *
   * @throws Refusal {@code second-person-needed} (403); {@code correction-decided} (409); {@code
   *     insufficient-funds} (402) naming what is there and what is needed
   */
  public CorrectionView approve(Caller caller, UUID id) {
    CorrectionView found = waiting(id);
    UUID approver = TwoPersonRule.approve(found.requestedById(), caller);
    UUID posted = accounts.post(entry(caller, found));
    corrections.decide(id, CorrectionStatus.POSTED, approver, posted, clock.now());
    return one(caller, id);
  }

  /**
   * Ends the waiting without an entry; whoever asked may do it as well.
   *
   * @throws Refusal {@code role-missing}; {@code correction-decided}
   */
  public CorrectionView decline(Caller caller, UUID id) {
    UUID person = person(caller);
    waiting(id);
    corrections.decide(id, CorrectionStatus.DECLINED, person, null, clock.now());
    return one(caller, id);
  }

  private PostEntry entry(Caller caller, CorrectionView correction) {
    UUID entry = correction.entryId();
    if (correction.kind() == CorrectionKind.REVERSAL && entry != null) {
      EntryView found = accounts.entry(caller, entry);
      CorrectionRules.requireReversible(found);
      return CorrectionRules.reversal(found, correction.reason());
    }
    return transfer(correction);
  }

  private PostEntry transfer(CorrectionView correction) {
    AccountRow from = account(correction.fromAccount(), "from");
    AccountRow to = account(correction.toAccount(), "to");
    Amount amount =
        correction.amount() == null ? Amount.zero(from.balance().asset()) : correction.amount();
    return new PostEntry(
        "correction:" + correction.id(),
        CauseKind.TRANSFER,
        correction.id(),
        "Correction: " + correction.reason(),
        List.of(
            new PostEntry.Line(from.kind(), from.ownerId(), amount.negate()),
            new PostEntry.Line(to.kind(), to.ownerId(), amount)));
  }

  private CorrectionView waiting(UUID id) {
    CorrectionView found =
        corrections.lock(id).orElseThrow(() -> Refusal.notFound("correction", id));
    if (!found.isWaiting()) {
      throw Refusal.conflict("correction-decided", "This correction is decided: " + found.status());
    }
    return found;
  }

  private AccountRow account(@Nullable UUID id, String field) {
    return Optional.ofNullable(id)
        .flatMap(accountReader::account)
        .orElseThrow(() -> Refusal.field("account-not-found", field, "No account " + id));
  }

  private static UUID person(Caller caller) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "A member of staff must ask for this in person");
    }
    return caller.id();
  }
}
