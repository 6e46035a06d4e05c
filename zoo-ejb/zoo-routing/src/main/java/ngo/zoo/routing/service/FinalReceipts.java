package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.persistence.rewards.EarlyPosting;
import ngo.zoo.persistence.routing.Receipt;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.persistence.routing.RedundantStore;
import ngo.zoo.persistence.routing.RedundantStore.Shared;
import ngo.zoo.rewards.FinalAnswer;
import ngo.zoo.rewards.rules.FeeSplit;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.rewards.service.SplitFees;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.BusinessClock;
import org.jspecify.annotations.Nullable;

/** Makes answers final and splits their fees, each call in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FinalReceipts {
  @Inject private ReceiptStore receipts;
  @Inject private RedundantStore redundant;
  @Inject private BusinessClock clock;
  @EJB private Fees fees;
  @EJB private Accounts accounts;
  @EJB private FinalReceipts self;
  @EJB private Experiences experiences;

  /** False when it is final already or another server is at it. */
  public boolean finalise(UUID id) {
    return finaliseAll(List.of(id)) == 1;
  }

  /**
   * Many at once, far cheaper than one by one; all of those that are still held or, when one of
   * them cannot be split, none.
   *
   * @return how many were made final, durably
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public int finaliseAll(List<UUID> ids) {
    EarlyPosting posted = self.finaliseEarly(ids);
    accounts.awaitDurable(posted);
    return posted.entries().size();
  }

  /** The transaction of {@link #finaliseAll}, whose locks go before the disk has its commit. */
  public EarlyPosting finaliseEarly(List<UUID> ids) {
    List<Receipt> held = ids.stream().map(receipts::lockHeld).flatMap(Optional::stream).toList();
    held.forEach(receipt -> receipt.makeFinal(clock.now()));
    Map<UUID, List<UUID>> contributors = contributors(held);
    Map<UUID, Shared> shared = redundant.shared(held.stream().map(Receipt::id).toList());
    SplitFees split =
        fees.finalise(
            held.stream()
                .map(receipt -> among(answer(receipt, contributors), shared.get(receipt.id())))
                .toList());
    experiences.countEarned(earned(held, split.splits()));
    return split.posting();
  }

  private static Map<UUID, Amount> earned(List<Receipt> receipts, List<FeeSplit> splits) {
    Map<UUID, Amount> earned = new HashMap<>();
    for (int i = 0; i < splits.size(); i++) {
      List<Amount> parts = splits.get(i).experiences();
      List<UUID> paid = receipts.get(i).paidExperiences();
      for (int j = 0; j < parts.size(); j++) {
        earned.merge(paid.get(j), parts.get(j), Amount::plus);
      }
    }
    return earned;
  }

  /** Of all experiences that are paid, with one question. */
  private Map<UUID, List<UUID>> contributors(List<Receipt> receipts) {
    return experiences.contributors(
        receipts.stream()
            .flatMap(receipt -> receipt.paidExperiences().stream())
            .distinct()
            .toList());
  }

  private static FinalAnswer among(FinalAnswer answer, @Nullable Shared shared) {
    return shared == null ? answer : answer.among(shared.asked(), shared.agreed());
  }

  private static FinalAnswer answer(Receipt receipt, Map<UUID, List<UUID>> contributors) {
    return new FinalAnswer(
        receipt.id(),
        receipt.fee(),
        receipt.nodeId(),
        receipt.paidExperiences().stream()
            .map(id -> Objects.requireNonNull(contributors.get(id)))
            .toList());
  }
}
