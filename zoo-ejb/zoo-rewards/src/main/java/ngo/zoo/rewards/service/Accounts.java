package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.MoneyCheck;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Accounts and the journal. Posting is one idempotent SQL call in the caller's transaction. */
@Stateless
public class Accounts {
  /** The owner of the foundation's own accounts: treasury, burn, fee clearing, genesis. */
  public static final UUID FOUNDATION = new UUID(0, 1);

  /** Opens the account when it is missing. */
  public UUID open(AccountKind kind, UUID ownerId, Asset asset) {
    throw new UnsupportedOperationException();
  }

  /** Zero when there is no such account. */
  public Amount balance(AccountKind kind, UUID ownerId, Asset asset) {
    throw new UnsupportedOperationException();
  }

  /**
   * Posts the entry, opening missing accounts.
   *
   * @return the entry's id; the first one's when the key was used before
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds} when an account would be overdrawn
   */
  public UUID post(PostEntry entry) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code entry-not-found}
   */
  public EntryView entry(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Entries that touch accounts of the owner, newest first. */
  public Page<EntryView> entriesOf(UUID ownerId, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Entries caused by one receipt, query, proposal or stake, oldest first. */
  public Page<EntryView> entriesFor(UUID causeId, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** KEEPER in being: genesis less burned. */
  public Amount totalSupply() {
    throw new UnsupportedOperationException();
  }

  /** Available and staked KEEPER of each member who has any. */
  public Map<UUID, Amount> votingPower() {
    throw new UnsupportedOperationException();
  }

  /** Adds the whole journal up again. */
  public MoneyCheck check() {
    throw new UnsupportedOperationException();
  }
}
