package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.billing.CreditLeases;
import ngo.zoo.persistence.rewards.Durability;
import ngo.zoo.persistence.rewards.EarlyPosting;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.persistence.rewards.JournalReader;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.MoneyCheck;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;

/** Accounts and the journal. Posting is one idempotent SQL call in the caller's transaction. */
@Stateless
public class Accounts {
  /** The owner of the foundation's own accounts: treasury, burn, fee clearing, genesis. */
  public static final UUID FOUNDATION = Journal.FOUNDATION;

  @Inject private Journal journal;
  @Inject private JournalReader reader;
  @Inject private CreditLeases leases;
  @Inject private Durability durability;
  @Inject private BusinessClock clock;

  /** Opens the account when it is missing. */
  public UUID open(AccountKind kind, UUID ownerId, Asset asset) {
    return journal.open(kind, ownerId, asset, clock.now());
  }

  /** Zero when there is no such account. */
  public Amount balance(AccountKind kind, UUID ownerId, Asset asset) {
    return journal.balance(kind, ownerId, asset);
  }

  /**
   * As {@link #balance} together with what is leased from the account for questions to come: that
   * is spent only by questions, and comes back within seconds of the last one.
   */
  public Amount spendable(AccountKind kind, UUID ownerId, Asset asset) {
    return leases.spendable(kind, ownerId, asset);
  }

  /**
   * Posts the entry, opening missing accounts.
   *
   * @return the entry's id; the first one's when the key was used before
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when an account would be overdrawn
   */
  public UUID post(PostEntry entry) {
    return journal.post(entry, clock.now());
  }

  /**
   * Posts entries as if one after the other, all of them or none.
   *
   * @return the entries' ids in order; the first one's where a key was used before
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when one of them cannot be paid at
   *     its place
   */
  public List<UUID> postAll(List<PostEntry> entries) {
    return journal.postAll(entries, clock.now());
  }

  /**
   * As {@link #postAll}; the caller's transaction lets its locks go before the disk has its commit,
   * and nobody may be told of it before {@link #awaitDurable}.
   */
  public EarlyPosting postAllEarly(List<PostEntry> entries) {
    return journal.postAllEarly(entries, clock.now());
  }

  /** Returns once the disk has what was posted early; called when that transaction is over. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void awaitDurable(EarlyPosting posting) {
    durability.await(posting);
  }

  /**
   * Gives out the supply, once: genesis owes what the lines give.
   *
   * @param lines who gets what, all of one asset
   * @return the entry of the genesis, the first one's when it was posted before
   */
  public UUID genesis(List<PostEntry.Line> lines) {
    Amount supply = lines.stream().map(PostEntry.Line::amount).reduce(Amount::plus).orElseThrow();
    List<PostEntry.Line> all = new ArrayList<>(lines);
    all.add(new PostEntry.Line(AccountKind.GENESIS, FOUNDATION, supply.negate()));
    return post(
        new PostEntry(
            "genesis:" + supply.asset(),
            CauseKind.GENESIS,
            FOUNDATION,
            "Genesis supply of " + supply,
            all));
  }

  /**
   * One entry, as the caller may see it.
   *
   * @throws ngo.zoo.shared.Refusal {@code entry-not-found}
   */
  public EntryView entry(Caller caller, UUID id) {
    return reader.entry(id).orElseThrow(() -> Refusal.notFound("entry", id)).seenBy(caller);
  }

  /** Entries that touch accounts of the owner, newest first, as the caller may see them. */
  public Page<EntryView> entriesOf(Caller caller, UUID ownerId, PageRequest request) {
    return seenBy(caller, reader.ofOwner(ownerId, request));
  }

  /**
   * Entries caused by one receipt, query, proposal or stake, oldest first, as the caller may see
   * them.
   */
  public Page<EntryView> entriesFor(Caller caller, UUID causeId, PageRequest request) {
    return seenBy(caller, reader.ofCause(causeId, request));
  }

  /**
   * The entry that took the fee of this receipt from a lease, together with those of its batch, as
   * the caller may see it; empty when its fee was taken by itself.
   */
  public Optional<EntryView> settlingEntry(Caller caller, UUID receiptId) {
    return reader.settling(receiptId).map(entry -> entry.seenBy(caller));
  }

  /**
   * Entries with one of these causes from an instant on, oldest first, as the caller may see them.
   */
  public List<EntryView> entriesFor(Caller caller, List<UUID> causes, Instant since, int most) {
    return reader.ofCauses(causes, since, most).stream()
        .map(entry -> entry.seenBy(caller))
        .toList();
  }

  private static Page<EntryView> seenBy(Caller caller, Page<EntryView> page) {
    return new Page<>(
        page.items().stream().map(entry -> entry.seenBy(caller)).toList(), page.total());
  }

  /** KEEPER in being: genesis less burned. */
  public Amount totalSupply() {
    return journal.totalSupply();
  }

  /** KEEPER each member votes with: available, staked, unbonding and disputed. */
  public Map<UUID, Amount> votingPower() {
    return journal.votingPower();
  }

  /** Adds the whole journal up again: sums per asset and accounts that do not fit. */
  public MoneyCheck check() {
    return journal.check();
  }
}
