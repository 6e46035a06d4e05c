package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.persistence.routing.RouterReader;
import ngo.zoo.routing.ReceiptLine;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Receipts of settled answers. A payer sees its own, staff see all, and whoever is signed in may
 * open one by its id, which then does not say who paid.
 */
@Stateless
public class Receipts {
  @Inject private ReceiptStore receipts;
  @Inject private RouterReader lines;

  /**
   * Any receipt, with who paid: for services that decide by it.
   *
   * @throws Refusal {@code receipt-not-found}
   */
  public ReceiptView receipt(UUID id) {
    return receipts.view(id).orElseThrow(() -> Refusal.notFound("receipt", id));
  }

  /**
   * Any receipt as the caller may see it.
   *
   * @throws Refusal {@code receipt-not-found}
   */
  public ReceiptView receipt(Caller caller, UUID id) {
    return receipt(id).seenBy(caller);
  }

  /** The caller's, all for staff; newest first. */
  public Page<ReceiptView> page(Caller caller, PageRequest request) {
    return page(caller, new ReceiptQuery(null, null, null), request);
  }

  /**
   * Those of the caller's that match, of all for staff; newest first.
   *
   * @param wanted of any payer: whose they may be is decided here
   */
  public Page<ReceiptView> page(Caller caller, ReceiptQuery wanted, PageRequest request) {
    return receipts.page(wanted.of(readable(caller)), request);
  }

  /** As {@link #page(Caller, ReceiptQuery, PageRequest)}, all of them, oldest first. */
  public void stream(
      Caller caller, ReceiptQuery wanted, String search, Consumer<ReceiptLine> taker) {
    lines.each(wanted.of(readable(caller)), search, taker);
  }

  private static @Nullable UUID readable(Caller caller) {
    return caller.has(Role.STAFF) ? null : caller.payerId();
  }
}
