package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;

/** What was asked and answered, for who paid for it alone, as long as it is kept. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeptTranscripts {
  @EJB private Receipts receipts;
  @Inject private Transcripts transcripts;
  @Inject private ReceiptWriter writer;

  /**
   * A transcript with its receipt.
   *
   * @param receipt of the answer
   */
  public record Kept(ReceiptView receipt, Exchange exchange) {}

  /**
   * @throws Refusal {@code receipt-not-found}, also for another's and for staff; {@code
   *     transcript-not-found} when it is not kept any more
   */
  public Kept of(Caller payer, UUID receiptId) {
    writer.flush();
    ReceiptView receipt = receipts.receipt(receiptId);
    if (!receipt.isPaidBy(payer)) {
      throw Refusal.notFound("receipt", receiptId);
    }
    return transcripts
        .find(receiptId)
        .map(exchange -> new Kept(receipt, exchange))
        .orElseThrow(() -> Refusal.notFound("transcript", receiptId));
  }
}
