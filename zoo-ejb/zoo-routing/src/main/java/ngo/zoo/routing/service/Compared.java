package ngo.zoo.routing.service;

import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.persistence.routing.RedundantStore.Check;
import ngo.zoo.routing.Checking;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.ReceiptRecord.NodeAnswer;
import ngo.zoo.routing.rules.verification.Agreement;
import ngo.zoo.routing.rules.verification.Agreement.Outcome;

/**
 * Several nodes' answers to one question, one of which is given.
 *
 * @param answers in the order in which their nodes were asked
 * @param checks what the nodes found about each other's answers; none when all texts were alike
 */
record Compared(List<Inferred> answers, Agreement agreement, List<Check> checks) {
  /** The one that is given. */
  Inferred accepted() {
    return answers.get(agreement.accepted());
  }

  /** All of them as a receipt names them. */
  List<NodeAnswer> sealed(Query query) {
    return IntStream.range(0, answers.size())
        .mapToObj(
            i ->
                new NodeAnswer(
                    answers.get(i).nodeId(),
                    agreement.outcome(i),
                    answers.get(i).result().seal(),
                    answers.get(i).result().signature(),
                    query.price(answers.get(i))))
        .toList();
  }

  /** Those that most of the others failed. */
  List<Inferred> diverged() {
    return agreement.diverging().stream()
        .filter(i -> agreement.outcome(i) == Outcome.DIVERGED)
        .map(answers::get)
        .toList();
  }

  Checking told() {
    return new Checking(VerificationMode.REDUNDANT, answers.size(), agreement.agreeing().size());
  }
}
