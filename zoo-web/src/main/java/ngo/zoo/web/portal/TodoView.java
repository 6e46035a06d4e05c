package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import ngo.zoo.billing.BudgetView;
import ngo.zoo.billing.Unpaid;
import ngo.zoo.billing.service.Budgets;
import ngo.zoo.billing.service.Invoices;
import ngo.zoo.books.WaitingDecisions;
import ngo.zoo.books.service.Books;
import ngo.zoo.governance.service.DisputePanels;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.persistence.rewards.StakeReader;
import ngo.zoo.rewards.SlashFile;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.rewards.service.Slashing;
import ngo.zoo.rewards.service.Staking;
import ngo.zoo.routing.Concerns;
import ngo.zoo.routing.service.OwnConcerns;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * What needs the reader now besides votes: a partner's invoices and budgets, a provider's stakes,
 * what staff have to decide, also about submissions that are held, disputes whose panel waits, and
 * what befell the reader's own nodes, stakes and answers. Each is one query, and only asked for its
 * readers.
 */
@Named
@RequestScoped
public class TodoView {
  private static final int NEARLY_SPENT_BP = 8_000;

  @Inject Me me;
  @Inject Show show;
  @Inject Invoices invoices;
  @Inject Budgets budgetService;
  @Inject Staking staking;
  @Inject Books books;
  @Inject Moderation moderation;
  @Inject DisputePanels panels;
  @Inject OwnConcerns ownConcerns;
  @Inject Slashing slashing;
  @Inject BusinessClock clock;

  private @Nullable Unpaid unpaid;
  private @Nullable List<BudgetView> budgets;
  private @Nullable List<StakeReader.Named> lacking;
  private @Nullable WaitingDecisions decisions;
  private @Nullable Long held;
  private @Nullable Long ownHeld;
  private @Nullable Long disputes;
  private @Nullable Concerns concerns;
  private @Nullable List<SlashView> slashes;

  /** Of the organisation the reader acts for; nothing for everybody else. */
  public Unpaid getUnpaid() {
    if (unpaid == null) {
      unpaid = ofOrganisation(it -> invoices.unpaid(reader(), it)).orElseGet(TodoView::nothingOwed);
    }
    return unpaid;
  }

  /** Budgets of which four fifths or more are spent. */
  public List<BudgetView> getBudgets() {
    if (budgets == null) {
      budgets =
          ofOrganisation(it -> budgetService.list(reader(), it)).orElse(List.of()).stream()
              .filter(one -> show.share(one.spent(), one.limit()) >= NEARLY_SPENT_BP)
              .toList();
    }
    return budgets;
  }

  /** The reader's nodes that are not chosen for want of stake. */
  public List<StakeReader.Named> getLacking() {
    if (lacking == null) {
      lacking =
          me.caller()
              .filter(it -> it.kind() == Caller.Kind.PERSON && it.has(Role.PROVIDER))
              .map(staking::lacking)
              .orElse(List.of());
    }
    return lacking;
  }

  public Amount getNodeMinimum() {
    return staking.minimum(StakeRole.INFERENCE_NODE);
  }

  /** What waits for the reader as second member of staff. */
  public WaitingDecisions getDecisions() {
    if (decisions == null) {
      decisions = me.isStaff() ? books.waiting(reader()) : new WaitingDecisions(0, 0, 0, 0);
    }
    return decisions;
  }

  /** Disputes whose panel waits for the reader's vote. */
  public long getDisputes() {
    if (disputes == null) {
      disputes = me.caller().map(panels::waitingFor).orElse(0L);
    }
    return disputes;
  }

  /** The reader's nodes that fell, and disputes about the reader's nodes and answers. */
  public Concerns getConcerns() {
    if (concerns == null) {
      concerns = me.caller().map(ownConcerns::of).orElse(Concerns.NONE);
    }
    return concerns;
  }

  /** Slashes of the reader's stakes that may be appealed still. */
  public List<SlashView> getSlashes() {
    if (slashes == null) {
      Instant now = clock.now();
      slashes =
          me.caller().filter(it -> it.kind() == Caller.Kind.PERSON).map(slashing::mine).stream()
              .flatMap(List::stream)
              .map(SlashFile::slash)
              .filter(one -> one.state() == SlashState.OPEN && one.appealUntil().isAfter(now))
              .toList();
    }
    return slashes;
  }

  /** Held submissions that wait for staff. */
  public long getHeld() {
    if (held == null) {
      held = me.isStaff() ? moderation.waiting(reader()) : 0L;
    }
    return held;
  }

  /** The reader's own submissions that wait for staff. */
  public long getOwnHeld() {
    if (ownHeld == null) {
      ownHeld = me.isMember() ? moderation.ownWaiting(reader()) : 0L;
    }
    return ownHeld;
  }

  /** Whether there is nothing of all this. */
  public boolean isNothing() {
    return getUnpaid().invoices() == 0
        && getHeld() == 0
        && getDisputes() == 0
        && getOwnHeld() == 0
        && getConcerns().isNone()
        && getSlashes().isEmpty()
        && getBudgets().isEmpty()
        && getLacking().isEmpty()
        && getDecisions().equals(new WaitingDecisions(0, 0, 0, 0));
  }

  private <T> Optional<T> ofOrganisation(Function<UUID, T> question) {
    return me.caller().filter(it -> it.has(Role.PARTNER)).map(Caller::organisationId).map(question);
  }

  private Caller reader() {
    return me.caller().orElseThrow();
  }

  private static Unpaid nothingOwed() {
    return new Unpaid(0, 0, Amount.zero(Asset.USD), null);
  }
}
