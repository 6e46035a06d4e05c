package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.persistence.routing.Receipt;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.rewards.FinalAnswer;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.shared.BusinessClock;

/** Makes one answer final and splits its fee, in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FinalReceipts {
  @Inject private ReceiptStore receipts;
  @Inject private BusinessClock clock;
  @EJB private Fees fees;

  /** False when it is final already or another server is at it. */
  public boolean finalise(UUID id) {
    Optional<Receipt> held = receipts.lockHeld(id);
    held.ifPresent(this::finalise);
    return held.isPresent();
  }

  private void finalise(Receipt receipt) {
    receipt.makeFinal(clock.now());
    fees.finalise(
        new FinalAnswer(receipt.id(), receipt.fee(), receipt.nodeId(), receipt.paidAuthors()));
  }
}
