package ngo.zoo.routing.service;

import java.util.concurrent.CompletableFuture;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.leases.Drawn;

/**
 * An answer on its way into the books, paid from a lease.
 *
 * @param query as it was admitted, without its text; should its lease be over, it is paid alone
 * @param inferred without the answer's text, with the decision that is kept with the receipt
 * @param committed completed when the receipt is committed, or will never be
 */
public record Answered(
    Query query,
    Inferred inferred,
    ReceiptRow row,
    Drawn drawn,
    CompletableFuture<Boolean> committed) {
  /** The lease gave nothing any more and nothing else did: the answer was given for nothing. */
  void lost() {
    end(false);
  }

  void written() {
    end(true);
  }

  private void end(boolean written) {
    drawn.done();
    committed.complete(written);
  }
}
