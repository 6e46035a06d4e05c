package ngo.zoo.routing.service;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.Checked;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;

/**
 * An admitted question: its fee is reserved under its id.
 *
 * @param fee of all answers together
 * @param plan by how many nodes it is answered, and how checked
 */
record Query(UUID id, Caller caller, Question question, Amount fee, AnswerPlan plan) {
  /** Who pays: the organisation the caller acts for, else the caller. */
  UUID payerId() {
    return caller.organisationId() == null ? caller.id() : caller.organisationId();
  }

  /** What its receipt says of its verification: only what was asked for. */
  Checked checked() {
    return new Checked(question.options().verification() == null ? null : plan.mode(), List.of());
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
    return new Answered(
        withoutText(), inferred.withoutText(), row, drawn, new CompletableFuture<>());
  }

  /** Thousands may wait for the books: their texts would fill the memory. */
  private Query withoutText() {
    Question bare =
        new Question(
            question.model(), List.of(), null, question.experiences(), 0, 1, 0, List.of(), null);
    return new Query(id, caller, bare, fee, plan);
  }
}
