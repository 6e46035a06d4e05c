package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.ledger.RetrievedExperience;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.log.OperatorKey;
import ngo.zoo.persistence.routing.Receipt;
import ngo.zoo.persistence.routing.ReceiptStore;
import ngo.zoo.rewards.service.Fees;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Answer.SkippedExperience;
import ngo.zoo.routing.Answer.UsedExperience;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;

/**
 * Makes an answer count, in one transaction: receipt, leaf in the log, fee from reserved to held,
 * uses of the experiences. Either all of it is there or nothing is.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Settlement {
  private static final String NOT_READ = "the node did not read it";

  @Inject private ReceiptStore receipts;
  @Inject private NodeCatalogue nodes;
  @Inject private TransparencyLog log;
  @Inject private OperatorKey operator;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private Fees fees;
  @EJB private Experiences experiences;
  @EJB private Decisions decisions;

  /**
   * Settles and returns what the asker sees.
   *
   * @throws Refusal {@code reservation-expired} when the fee was given back meanwhile
   */
  public Answer settle(Query query, Retrieval found, GenerationRequest request, Inferred inferred) {
    ReceiptRecord answer = record(query, found, request, inferred, clock.now());
    write(query, answer, inferred);
    return answer(answer, found, nodes.name(inferred.nodeId()), inferred.result());
  }

  /** Writes the receipt of a query whose fee is reserved, in the caller's transaction. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void write(Query query, ReceiptRecord answer, Inferred inferred) {
    String committed = log.append(LeafKind.RECEIPT, query.id(), answer.committed());
    receipts.add(receipt(query, answer, committed));
    decisions.keep(Map.of(query.id(), inferred), answer.answeredAt());
    experiences.countUse(
        answer.experiences().stream()
            .filter(InjectedExperience::paid)
            .map(InjectedExperience::id)
            .toList());
    // Last: everybody's answers are held by one account, which is locked until the commit.
    fees.settle(query.id(), query.fee());
  }

  private Receipt receipt(Query query, ReceiptRecord answer, String committed) {
    Receipt receipt =
        new Receipt(
            answer,
            query.payerKind(),
            committed,
            operator.sign(committed.getBytes(StandardCharsets.UTF_8)),
            answer.answeredAt().plus(parameters.duration(Parameter.DISPUTE_WINDOW)));
    Caller.Key key = query.caller().key();
    if (key != null) {
      receipt.askedBy(key.id(), key.projectId());
    }
    return receipt;
  }

  static ReceiptRecord record(
      Query query,
      Retrieval found,
      GenerationRequest request,
      Inferred inferred,
      Instant answeredAt) {
    GenerationResult result = inferred.result();
    return new ReceiptRecord(
        query.id(),
        query.payerId(),
        ReceiptRecord.sha256(ReceiptRecord.canonical(query.question())),
        ReceiptRecord.sha256(NodeWords.committed(result)),
        request.model(),
        result.modelSha256(),
        inferred.nodeId(),
        result.seal(),
        result.signature(),
        found.domain(),
        found.version(),
        found.root(),
        found.experiences().stream().map(one -> injected(one, result)).toList(),
        request.seed(),
        result.promptTokens(),
        result.completionTokens(),
        query.fee(),
        answeredAt,
        query.checked());
  }

  private static InjectedExperience injected(RetrievedExperience one, GenerationResult result) {
    String reason = result.skipped().getOrDefault(one.id(), NOT_READ);
    boolean read = result.read().contains(one.id());
    return new InjectedExperience(
        one.id(), one.authorId(), read ? "" : reason.isBlank() ? NOT_READ : reason);
  }

  static Answer answer(
      ReceiptRecord answer, Retrieval found, String node, GenerationResult result) {
    return new Answer(
        answer.id(),
        result.text(),
        result.finishReason(),
        answer.promptTokens(),
        answer.completionTokens(),
        answer.model(),
        node,
        answer.domain(),
        answer.libraryVersion(),
        answer.libraryRoot(),
        used(result.read(), found),
        skipped(answer),
        answer.fee(),
        answer.seed());
  }

  private static List<UsedExperience> used(List<UUID> read, Retrieval found) {
    return found.experiences().stream()
        .filter(one -> read.contains(one.id()))
        .map(one -> new UsedExperience(one.id(), one.text(), one.cosine()))
        .toList();
  }

  private static List<SkippedExperience> skipped(ReceiptRecord answer) {
    return answer.experiences().stream()
        .filter(one -> !one.paid())
        .map(one -> new SkippedExperience(one.id(), one.skipReason()))
        .toList();
  }
}
