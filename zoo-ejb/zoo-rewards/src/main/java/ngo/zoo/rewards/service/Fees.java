package ngo.zoo.rewards.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.persistence.billing.Spending;
import ngo.zoo.persistence.rewards.JournalReader;
import ngo.zoo.persistence.rewards.Reservations;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EarningView;
import ngo.zoo.rewards.FinalAnswer;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.SplitFallback;
import ngo.zoo.rewards.leases.LeaseScope;
import ngo.zoo.rewards.rules.FeeSplit;
import ngo.zoo.rewards.rules.NodeShares;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import org.jboss.logging.Logger;

/** A fee's way: reserved → held → split, or released. Every step is idempotent by query id. */
@Stateless
public class Fees {
  private static final Logger LOG = Logger.getLogger(Fees.class);
  private static final String FINAL = "fee:final:";

  @Inject private Reservations reservations;
  @Inject private Spending spending;
  @Inject private JournalReader reader;
  @Inject private Parameters parameters;
  @Inject private Leases leases;
  @EJB private Accounts accounts;
  @EJB private Fees self;

  /**
   * Puts the fee aside: from inference credits, those that end soonest first, then from the
   * caller's account or, of a post-paid organisation, its credit line.
   *
   * @param lease wall-clock time after which an unfinished reservation is released by itself
   * @throws ngo.zoo.shared.Refusal {@code insufficient-funds}, {@code budget-exceeded} (402);
   *     {@code payer-missing} (403) for a caller without an account
   */
  public void reserve(UUID queryId, Caller payer, Amount fee, Duration lease) {
    reserve(queryId, payer, fee, lease, reservations::reserve);
  }

  /** As {@link #reserve}, alone in its transaction, whose commit does not wait for the disk. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void reserveEarly(UUID queryId, Caller payer, Amount fee, Duration lease) {
    reserve(queryId, payer, fee, lease, reservations::reserveEarly);
  }

  private void reserve(
      UUID queryId, Caller payer, Amount fee, Duration lease, Reserving reserving) {
    UUID organisation = payer.organisationId();
    if (organisation != null) {
      Caller.Key key = payer.key();
      spending.claim(
          queryId,
          organisation,
          key == null ? null : key.projectId(),
          key == null ? null : key.family(),
          fee);
      reserving.reserve(queryId, AccountKind.ORGANISATION, organisation, fee, lease);
    } else if (payer.kind() == Caller.Kind.PERSON) {
      reserving.reserve(queryId, AccountKind.MEMBER, payer.id(), fee, lease);
    } else {
      throw Refusal.forbidden(
          "payer-missing", "Only people and organisations pay for queries; use one of their keys");
    }
  }

  /** Puts a fee aside in the books. */
  @FunctionalInterface
  private interface Reserving {
    void reserve(UUID queryId, AccountKind kind, UUID payer, Amount fee, Duration lease);
  }

  /**
   * As {@link #reserve} in a transaction of its own; when there is not enough, once more after what
   * this server has leased for the payer was given back: so that a payer spends to the last unit.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void reserveAll(UUID queryId, Caller payer, Amount fee, Duration lease) {
    try {
      self.reserveEarly(queryId, payer, fee, lease);
    } catch (Refusal refusal) {
      if (refusal.kind() != Refusal.Kind.PAYMENT_REQUIRED || !recalled(refusal, payer, fee)) {
        throw refusal;
      }
      self.reserveEarly(queryId, payer, fee, lease);
    }
  }

  /** A budget that is used up by what was spent takes nobody's lease away. */
  private boolean recalled(Refusal refusal, Caller payer, Amount fee) {
    UUID organisation = payer.organisationId();
    if (organisation == null || !refusal.code().equals("budget-exceeded")) {
      return leases.recall(payer);
    }
    Caller.Key key = payer.key();
    boolean more = false;
    for (LeaseScope scope :
        spending.leasedAway(
            organisation,
            key == null ? null : key.projectId(),
            key == null ? null : key.family(),
            fee)) {
      more |= leases.recall(scope);
    }
    return more;
  }

  /**
   * Moves what the answer costs to the held account and gives the rest of what was reserved back;
   * called in the transaction that writes the receipt.
   *
   * @param cost at most what was reserved
   * @throws ngo.zoo.shared.Refusal {@code reservation-expired} when it was released meanwhile
   */
  public void settle(UUID queryId, Amount cost) {
    spending.settling(queryId, cost);
    reservations.settle(queryId, cost);
  }

  /** Gives the reserved fee back; does nothing when it was settled or released before. */
  public void release(UUID queryId, String reason) {
    spending.release(queryId);
    reservations.release(queryId, reason);
  }

  /** Releases what its lease has outlived, one transaction each. Returns how many. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int releaseExpired() {
    int released = 0;
    for (UUID queryId : reservations.expired(Instant.now())) {
      released += releasedAlone(queryId) ? 1 : 0;
    }
    return released;
  }

  /** In a transaction of its own, so that one that fails does not hold up the others. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean releaseOne(UUID queryId) {
    spending.release(queryId);
    boolean released = reservations.release(queryId, "no answer in time");
    if (released) {
      LOG.infof("Fee of query %s released: no answer in time", queryId);
    }
    return released;
  }

  /**
   * Splits the held fees 10/40/40/10 [P], all of them or none; remainders go to the treasury. The
   * nodes' share of an answer that several computed is divided by {@link NodeShares}. Answers share
   * the foundation's accounts, so the transaction lets their locks go before the disk has it; it
   * counts after {@link Accounts#awaitDurable}.
   */
  public SplitFees finalise(List<FinalAnswer> answers) {
    List<FeeSplit> splits = answers.stream().map(this::split).toList();
    List<PostEntry> entries = new ArrayList<>();
    for (int i = 0; i < splits.size(); i++) {
      entries.add(entry(answers.get(i), splits.get(i)));
    }
    return new SplitFees(splits, accounts.postAllEarly(entries));
  }

  /** Gives the held fee of an answer back whose objection was upheld; once per query. */
  public void refund(UUID queryId, Amount fee) {
    reservations.refund(queryId, fee);
  }

  /**
   * Pays a node its part of an answer that was split without it, for it was outvoted and a panel
   * has found it right since: by what it asks, in proportion to what the node whose answer was
   * given had, from the treasury, which took the part; once per answer and node.
   *
   * @param given the node whose answer was given, which asks {@code its}
   * @param asks what the cleared one asks
   */
  public void payCleared(UUID receipt, UUID given, BigInteger its, UUID cleared, BigInteger asks) {
    Amount part =
        NodeShares.beside(reader.posted(FINAL + receipt, AccountKind.NODE, given), its, asks);
    if (!part.isZero()) {
      accounts.post(
          new PostEntry(
              "fee:cleared:" + receipt + ":" + cleared,
              CauseKind.RECEIPT,
              receipt,
              "Part of an outvoted answer that the panel let stand",
              List.of(
                  foundation(AccountKind.TREASURY, part.negate()),
                  new PostEntry.Line(AccountKind.NODE, cleared, part))));
    }
  }

  /** What final answers paid to the owner (a member or a node), newest first. */
  public Page<EarningView> earnings(UUID ownerId, PageRequest request) {
    return reader.earnings(ownerId, request);
  }

  /** Sum of {@link #earnings}. */
  public Amount earned(UUID ownerId) {
    return reader.earned(ownerId);
  }

  /** As {@link #earned(UUID)} for several at once; who earned nothing is left out. */
  public Map<UUID, Amount> earned(Collection<UUID> ownerIds) {
    return reader.earned(ownerIds);
  }

  private boolean releasedAlone(UUID queryId) {
    try {
      return self.releaseOne(queryId);
    } catch (RuntimeException e) {
      LOG.warnf(e, "Fee of query %s could not be released; tried again later", queryId);
      return false;
    }
  }

  private FeeSplit split(FinalAnswer answer) {
    return FeeSplit.among(
        answer.fee(),
        shares(),
        SplitFallback.of(parameters.text(Parameter.SPLIT_FALLBACK)),
        answer.contributors(),
        answer.effects());
  }

  private static PostEntry entry(FinalAnswer answer, FeeSplit split) {
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(foundation(AccountKind.FEE_HELD, answer.fee().negate()));
    lines.add(foundation(AccountKind.BURN, split.burned()));
    NodeShares nodes = NodeShares.of(split.node(), answer.asked(), answer.agreed());
    nodes
        .parts()
        .forEach((node, part) -> lines.add(new PostEntry.Line(AccountKind.NODE, node, part)));
    split
        .contributors()
        .forEach(
            (member, amount) -> lines.add(new PostEntry.Line(AccountKind.MEMBER, member, amount)));
    lines.add(foundation(AccountKind.TREASURY, split.treasury().plus(nodes.rest())));
    return new PostEntry(
        FINAL + answer.receiptId(),
        CauseKind.RECEIPT,
        answer.receiptId(),
        "Fee of a final answer split",
        lines);
  }

  private FeeSplit.Shares shares() {
    return new FeeSplit.Shares(
        parameters.number(Parameter.SPLIT_BURN),
        parameters.number(Parameter.SPLIT_NODE),
        parameters.number(Parameter.SPLIT_CONTRIBUTORS),
        parameters.number(Parameter.SPLIT_TREASURY));
  }

  private static PostEntry.Line foundation(AccountKind kind, Amount amount) {
    return new PostEntry.Line(kind, Accounts.FOUNDATION, amount);
  }
}
