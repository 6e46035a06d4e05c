package ngo.zoo.donations.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.donations.DonationDraft;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.DonationView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.donations.DonationStore;
import ngo.zoo.persistence.donations.DonationStore.Booking;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Mail;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the foundation is given, with receipts anybody can have checked. A restricted grant is kept
 * on an account of its own; everything else goes to the treasury.
 */
@Stateless
public class Donations {
  @Inject private DonationStore store;
  @Inject private BusinessClock clock;
  @Inject private Mail mail;
  @EJB private Accounts accounts;

  @Inject
  @ConfigProperty(name = "zoo.portal.url")
  private Optional<String> portal;

  /** Newest first; donors who are not to be named are not. */
  public Page<DonationView> page(PageRequest request) {
    return store.page(request);
  }

  /** The caller's own, newest first. */
  public List<DonationReceipt> own(Caller caller) {
    return store.ofMember(caller.require(Role.MEMBER).id());
  }

  /** A page of the caller's own, newest first; the search looks at numbers and purposes. */
  public Page<DonationReceipt> own(Caller caller, PageRequest request) {
    return store.ofMember(caller.require(Role.MEMBER).id(), request);
  }

  /**
   * The receipt, for whoever has its code.
   *
   * @throws Refusal {@code receipt-not-found} (404) when number and code do not belong together
   */
  public DonationReceipt receipt(String number, String code) {
    return store
        .receipt(number, code)
        .orElseThrow(() -> Refusal.notFound("receipt", number + " with this code"));
  }

  /**
   * Records what came in from outside; the same reference is recorded once.
   *
   * @throws Refusal {@code role-missing} for others than staff; {@code donation-reference-used}
   *     when the reference belongs to another amount
   */
  public DonationReceipt record(Caller caller, DonationDraft draft) {
    caller.require(Role.STAFF);
    return once(caller, draft, null);
  }

  /**
   * Gives from the member's own account.
   *
   * @param draft whose reference names this donation among the member's own
   * @throws Refusal {@code insufficient-funds} when the account does not have as much
   */
  public DonationReceipt give(Caller caller, DonationDraft draft) {
    UUID member = caller.require(Role.MEMBER).id();
    if (draft.kind() != DonationKind.DONATION) {
      throw Refusal.field("donation-kind-invalid", "kind", "A member gives donations");
    }
    return once(caller, draft, member);
  }

  private DonationReceipt once(Caller caller, DonationDraft draft, @Nullable UUID member) {
    store.lock();
    Optional<DonationReceipt> earlier = store.ofReference(draft.reference());
    if (earlier.isPresent()) {
      return same(earlier.get(), draft);
    }
    UUID id = Ids.next();
    Instant now = clock.now();
    UUID entry = accounts.post(entry(id, draft, member));
    DonationReceipt receipt = store.add(draft, new Booking(id, member, entry, caller.id(), now));
    send(receipt, draft.email());
    return receipt;
  }

  private static DonationReceipt same(DonationReceipt earlier, DonationDraft draft) {
    if (!earlier.amount().equals(draft.amount()) || earlier.kind() != draft.kind()) {
      throw Refusal.field(
          "donation-reference-used",
          "reference",
          "This reference is recorded as " + earlier.number() + " with " + earlier.amount());
    }
    return earlier;
  }

  private static PostEntry entry(UUID id, DonationDraft draft, @Nullable UUID member) {
    Amount amount = draft.amount();
    PostEntry.Line from =
        member == null
            ? line(AccountKind.EXTERNAL, Accounts.FOUNDATION, amount.negate())
            : line(AccountKind.MEMBER, member, amount.negate());
    PostEntry.Line to =
        draft.restricted()
            ? line(AccountKind.ESCROW, id, amount)
            : line(AccountKind.TREASURY, Accounts.FOUNDATION, amount);
    return new PostEntry(
        "donation:" + draft.reference(),
        draft.kind() == DonationKind.GRANT ? CauseKind.GRANT : CauseKind.DONATION,
        id,
        draft.kind() == DonationKind.GRANT ? "Grant received" : "Donation",
        List.of(from, to));
  }

  private static PostEntry.Line line(AccountKind kind, UUID owner, Amount amount) {
    return new PostEntry.Line(kind, owner, amount);
  }

  private void send(DonationReceipt receipt, String email) {
    if (!email.isEmpty()) {
      mail.send(
          "donation:" + receipt.number(),
          email,
          "Your receipt " + receipt.number(),
          receipt.text(portal.orElse("")),
          List.of());
    }
  }
}
