package ngo.zoo.books.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.books.AccountQuery;
import ngo.zoo.books.AccountRow;
import ngo.zoo.books.BatchPlace;
import ngo.zoo.books.Cursor;
import ngo.zoo.books.JournalLine;
import ngo.zoo.books.JournalQuery;
import ngo.zoo.books.Period;
import ngo.zoo.books.PostingRow;
import ngo.zoo.books.Slice;
import ngo.zoo.books.TrialBalance;
import ngo.zoo.books.TrialLine;
import ngo.zoo.books.WaitingDecisions;
import ngo.zoo.persistence.books.AccountReader;
import ngo.zoo.persistence.books.CauseReader;
import ngo.zoo.persistence.books.DecisionReader;
import ngo.zoo.persistence.books.JournalSearch;
import ngo.zoo.persistence.books.TrialReader;
import ngo.zoo.persistence.log.JournalBatches;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * All accounts and the whole journal, for staff; and for who may see an entry, the proof that it
 * stands unchanged.
 */
@Stateless
public class Books {
  @Inject private AccountReader accountReader;
  @Inject private JournalSearch search;
  @Inject private TrialReader trial;
  @Inject private DecisionReader decisions;
  @Inject private CauseReader causes;
  @Inject private JournalBatches batches;
  @Inject private LogReader log;
  @EJB private Accounts accounts;

  public Page<AccountRow> accounts(Caller caller, AccountQuery query, PageRequest request) {
    staff(caller);
    return accountReader.page(query, request);
  }

  /** Hands over row by row; none are kept in memory. */
  public void eachAccount(Caller caller, AccountQuery query, Consumer<AccountRow> taker) {
    staff(caller);
    accountReader.each(query, taker);
  }

  /**
   * @throws Refusal {@code account-not-found}
   */
  public AccountRow account(Caller caller, UUID id) {
    staff(caller);
    return accountReader.account(id).orElseThrow(() -> Refusal.notFound("account", id));
  }

  /** Newest first, after the cursor. */
  public Slice<PostingRow> postings(
      Caller caller, UUID account, Period period, Cursor after, int size) {
    account(caller, account);
    return accountReader.postings(account, period, after, bounded(size));
  }

  /** Hands over row by row, newest first. */
  public void eachPosting(Caller caller, UUID account, Period period, Consumer<PostingRow> taker) {
    account(caller, account);
    accountReader.eachPosting(account, period, taker);
  }

  /** What stood on an account before the period, and after it. */
  public List<Amount> balances(Caller caller, UUID account, Period period) {
    AccountRow row = account(caller, account);
    return List.of(
        accountReader.balanceAt(row, period.begin()), accountReader.balanceAt(row, period.end()));
  }

  /** Newest first, after the cursor. */
  public Slice<EntryView> journal(Caller caller, JournalQuery query, Cursor after, int size) {
    staff(caller);
    return search.slice(query, after, bounded(size));
  }

  /** Hands over line by line, newest entry first. */
  public void eachLine(Caller caller, JournalQuery query, Consumer<JournalLine> taker) {
    staff(caller);
    search.each(query, taker);
  }

  /** What stood on all accounts at an instant of business time. */
  public TrialBalance trialBalance(Caller caller, Instant at) {
    staff(caller);
    return trial.at(at);
  }

  /** The accounts behind one row of it, at most a thousand. */
  public List<TrialLine> trialAccounts(Caller caller, Instant at, Asset asset, AccountKind kind) {
    staff(caller);
    return trial.accounts(at, asset, kind);
  }

  /** What people call the cause of an entry that the caller may see; empty when it has no name. */
  public Optional<String> causeName(Caller caller, UUID entry) {
    EntryView found = accounts.entry(caller, entry);
    return causes.name(found.causeKind(), found.causeId());
  }

  /** Where an entry stands in the log; empty until it is in a batch. */
  public Optional<BatchPlace> place(Caller caller, UUID entry) {
    accounts.entry(caller, entry);
    return batches.place(entry);
  }

  /**
   * The proof file of an entry that the caller may see.
   *
   * @throws Refusal {@code entry-not-found}; {@code not-yours} (403) where its words or cause are
   *     withheld from the caller; {@code entry-not-yet-batched}, {@code leaf-not-yet-sequenced}
   *     (503)
   */
  public String proof(Caller caller, UUID entry) {
    if (accounts.entry(caller, entry).isTelling(caller)) {
      throw Refusal.forbidden("not-yours", "This entry is for those it concerns");
    }
    return log.entryProof(entry);
  }

  /** What waits for the caller because another member of staff, or a member's appeal, began it. */
  public WaitingDecisions waiting(Caller caller) {
    return decisions.waitingFor(staff(caller).id());
  }

  /** Refuses before anything is streamed. */
  public Caller staff(Caller caller) {
    return caller.require(Role.STAFF);
  }

  private static int bounded(int size) {
    return new PageRequest(0, size, "").size();
  }
}
