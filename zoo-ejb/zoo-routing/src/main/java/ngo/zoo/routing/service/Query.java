package ngo.zoo.routing.service;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import ngo.zoo.persistence.routing.ReceiptRow;
import ngo.zoo.rewards.leases.Drawn;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.Checked;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;

/**
 * An admitted question: what it may cost at most is reserved under its id, or taken from a lease.
 * Public, as all that beans on a question's way take and give: other methods of theirs the
 * container calls by reflection.
 *
 * @param full what all answers cost at the governed fee
 * @param most it may cost: less where its asker pays less, and leaves dearer nodes out by that
 * @param fee of all answers together: until they are there, the most it may be
 * @param plan by how many nodes it is answered, and how checked
 */
public record Query(
    UUID id,
    Caller caller,
    Question question,
    Amount full,
    Amount most,
    Amount fee,
    AnswerPlan plan) {
  /**
   * A question to be answered.
   *
   * @param each the governed fee of one answer
   * @throws ngo.zoo.shared.Refusal {@code max-price-below-fee}
   */
  static Query asked(UUID id, Caller caller, Question question, Amount each, AnswerPlan plan) {
    BigInteger nodes = BigInteger.valueOf(plan.nodes());
    Amount full =
        new Amount(each.asset(), QuestionRules.value(question, each).units().multiply(nodes));
    Amount most = QuestionRules.most(question, each, plan.nodes());
    return new Query(id, caller, question, full, most, most, plan);
  }

  /** Answered by this node. */
  Query answeredBy(Inferred inferred) {
    return answeredBy(List.of(inferred));
  }

  /** Answered by these nodes, each of which is paid what it asked when it was chosen. */
  Query answeredBy(List<Inferred> answers) {
    Amount sum = answers.stream().map(this::price).reduce(Amount.zero(most.asset()), Amount::plus);
    return new Query(id, caller, question, full, most, sum, plan);
  }

  /** Whether its asker would not pay some nodes what they may ask. */
  boolean isBoundByPrice() {
    return most.compareTo(full) < 0;
  }

  /**
   * What a node's answer costs, with all its choices: never more than its part of what was put
   * aside. A node that came after the decision, and had a slot free first, is paid that.
   */
  Amount price(Inferred inferred) {
    BigInteger choices = BigInteger.valueOf(question.options().choices());
    BigInteger part = most.units().divide(BigInteger.valueOf(plan.nodes()));
    BigInteger asked = inferred.decision().price(inferred.nodeId());
    return new Amount(most.asset(), asked == null ? part : asked.multiply(choices).min(part));
  }

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
    return new Query(id, caller, bare, full, most, fee, plan);
  }
}
