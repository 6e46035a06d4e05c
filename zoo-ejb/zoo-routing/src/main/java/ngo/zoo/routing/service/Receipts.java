package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import java.util.UUID;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Receipts of settled answers; a payer sees its own, staff see all, anyone may open one by id. */
@Stateless
public class Receipts {
  /**
   * @throws ngo.zoo.shared.Refusal {@code receipt-not-found}
   */
  public ReceiptView receipt(UUID id) {
    throw new UnsupportedOperationException();
  }

  /** The caller's, newest first. */
  public Page<ReceiptView> page(Caller caller, PageRequest request) {
    throw new UnsupportedOperationException();
  }
}
