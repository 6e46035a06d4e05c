package ngo.zoo.routing.service;

import java.util.UUID;
import ngo.zoo.routing.Question;
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
}
