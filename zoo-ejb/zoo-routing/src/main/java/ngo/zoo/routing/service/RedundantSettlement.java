package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.ledger.Retrieval;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.LogRecord;
import ngo.zoo.persistence.routing.Judgement;
import ngo.zoo.persistence.routing.RedundantStore;
import ngo.zoo.persistence.routing.RedundantStore.Check;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.persistence.routing.VerificationStore.Kind;
import ngo.zoo.persistence.routing.VerificationStore.Pool;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.Checked;
import ngo.zoo.routing.rules.ReceiptRecord.NodeAnswer;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.BusinessClock;

/**
 * Makes an answer that several nodes gave count, in one transaction: the receipt with all their
 * seals, what they found about each other, and a dispute about each that the others outvoted.
 *
 * <p>Where the asker chose the nodes, be it by what they ask, an outvoted answer is not paid and
 * that is all: nobody may be brought before a panel by nodes of somebody's choice. Agreement
 * lengthens no record for the same reason.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RedundantSettlement {
  @Inject private RedundantStore store;
  @Inject private VerificationStore verification;
  @Inject private NodeCatalogue nodes;
  @Inject private BusinessClock clock;
  @EJB private Settlement settlement;
  @EJB private Disputes disputes;

  /**
   * @throws ngo.zoo.shared.Refusal {@code reservation-expired} when the fee was given back
   */
  public Answer settle(Query query, Retrieval found, GenerationRequest request, Compared compared) {
    Inferred given = compared.accepted();
    ReceiptRecord answer =
        Settlement.record(query, found, request, given, clock.now())
            .checked(new Checked(VerificationMode.REDUNDANT, compared.sealed(query)));
    settlement.write(query, answer, given);
    Map<UUID, Judgement> judged = judged(query, compared);
    store.add(query.id(), rows(query, compared, judged), compared.checks());
    String record = LogRecord.text(LeafKind.RECEIPT, answer.committed());
    judged.forEach(
        (node, judgement) ->
            disputes.openOutvoted(
                judgement,
                new Disputes.Outvoted(query.id(), query.payerId(), record, compared.checks())));
    return Settlement.answer(answer, found, nodes.name(given.nodeId()), given.result());
  }

  private Map<UUID, Judgement> judged(Query query, Compared compared) {
    QuestionOptions options = query.question().options();
    Map<UUID, Judgement> judged = new HashMap<>();
    if (options.only().isEmpty() && options.ignore().isEmpty() && !query.isBoundByPrice()) {
      for (Inferred outvoted : compared.diverged()) {
        judged.put(outvoted.nodeId(), judge(query, outvoted, compared.checks()));
      }
    }
    return judged;
  }

  private Judgement judge(Query query, Inferred outvoted, List<Check> checks) {
    GenerationResult result = outvoted.result();
    Pool pool = new Pool(outvoted.nodeId(), query.question().model(), result.modelSha256());
    Optional<Check> failing =
        checks.stream()
            .filter(check -> check.nodeId().equals(pool.nodeId()))
            .filter(check -> check.verdict() == Verdict.FAIL)
            .findFirst();
    Measure measure = failing.map(Check::measure).orElse(Measure.NONE);
    UUID id =
        verification.judge(
            pool, Kind.REDUNDANT, List.of(), measure, Verdict.FAIL, "DISPUTED", clock.now());
    verification.track(
        pool.nodeId(),
        pool.modelSha256(),
        TrackRecord.NEW,
        failing.map(Check::backends).orElse(BackendPair.UNSTATED));
    return new Judgement(id, pool.nodeId(), pool.model(), pool.modelSha256(), false, 0, List.of());
  }

  private static List<RedundantStore.Row> rows(
      Query query, Compared compared, Map<UUID, Judgement> judged) {
    List<RedundantStore.Row> rows = new ArrayList<>();
    List<NodeAnswer> answers = compared.sealed(query);
    for (int i = 0; i < answers.size(); i++) {
      Judgement judgement = judged.get(answers.get(i).node());
      rows.add(
          new RedundantStore.Row(
              answers.get(i),
              compared.answers().get(i).result().modelSha256(),
              judgement == null ? null : judgement.id()));
    }
    return rows;
  }
}
