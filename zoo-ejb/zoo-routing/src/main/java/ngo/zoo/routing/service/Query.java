package ngo.zoo.routing.service;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;

/** An admitted question: its fee is reserved under its id. */
record Query(UUID id, Caller caller, Question question, Amount fee) {
  /** Who pays: the organisation the caller acts for, else the caller. */
  UUID payerId() {
    return caller.organisationId() == null ? caller.id() : caller.organisationId();
  }

  String payerKind() {
    boolean organisation =
        caller.organisationId() != null || caller.kind() == Caller.Kind.ORGANISATION;
    return organisation ? "ORGANISATION" : "MEMBER";
  }

  /** Its answer, paid from a lease. */
  Answered answered(ReceiptRecord answer, Inferred inferred, Drawn drawn) {
    Caller.Key key = caller.key();
    ReceiptRow row =
        new ReceiptRow(
            answer,
            payerKind(),
            key == null ? null : key.projectId(),
            key == null ? null : key.id(),
            drawn.leaseId());
    return new Answered(this, inferred, row, drawn, new CompletableFuture<>());
  }
}
