package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** Receipts of settled answers; a payer sees its own, staff see all, anyone may open one by id. */
@Stateless
public class Receipts {
  @Inject private ReceiptStore receipts;

  /**
   * Any receipt; it names nobody.
   *
   * @throws Refusal {@code receipt-not-found}
   */
  public ReceiptView receipt(UUID id) {
    return receipts.view(id).orElseThrow(() -> Refusal.notFound("receipt", id));
  }

  /** The caller's, all for staff; newest first. */
  public Page<ReceiptView> page(Caller caller, PageRequest request) {
    UUID payer = caller.organisationId() == null ? caller.id() : caller.organisationId();
    return receipts.page(caller.has(Role.STAFF) ? null : payer, request);
  }
}
