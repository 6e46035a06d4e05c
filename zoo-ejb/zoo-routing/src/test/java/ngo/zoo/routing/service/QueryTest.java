package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.NodeDecision;
import ngo.zoo.routing.rules.NodeQuery;
import ngo.zoo.routing.rules.NodeSelection;
import ngo.zoo.routing.rules.NodeSnapshot;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a question puts aside, and what it costs in the end. */
class QueryTest {
  private static final UUID NODE = new UUID(0, 1);
  private static final Amount FEE = units(10);

  @Test
  void anAnswerCostsWhatItsNodeAskedWhenItWasChosen() {
    Query query = query(1, 1, null);
    assertThat(query.most()).isEqualTo(FEE);
    assertThat(query.answeredBy(inferred(7)).fee()).isEqualTo(units(7));
    assertThat(query.answeredBy(inferred(7)).most()).isEqualTo(FEE);
    assertThat(query.isBoundByPrice()).isFalse();
  }

  @Test
  void eachChoiceIsPaid() {
    Query query = query(3, 1, null);
    assertThat(query.most()).isEqualTo(units(30));
    assertThat(query.answeredBy(inferred(7)).fee()).isEqualTo(units(21));
  }

  @Test
  void ofSeveralNodesEachIsPaidItsOwn() {
    Query query = query(1, 3, null);
    assertThat(query.most()).isEqualTo(units(30));
    List<Inferred> answers = List.of(inferred(7), inferred(10), inferred(1));
    assertThat(query.answeredBy(answers).fee()).isEqualTo(units(18));
  }

  /** A fee that was raised after the question came in is not its asker's. */
  @Test
  void nothingCostsMoreThanWasPutAsideForIt() {
    assertThat(query(1, 1, null).answeredBy(inferred(12)).fee()).isEqualTo(FEE);
    Query bound = query(1, 3, units(20));
    assertThat(bound.isBoundByPrice()).isTrue();
    assertThat(bound.most()).isEqualTo(units(18));
    List<Inferred> answers = List.of(inferred(6), inferred(9), inferred(2));
    assertThat(bound.answeredBy(answers).fee()).isEqualTo(units(14));
  }

  @Test
  void whoPaysTheFeeOrMoreLeavesNobodyOut() {
    assertThat(query(1, 3, units(30)).isBoundByPrice()).isFalse();
    assertThat(query(1, 3, units(31)).most()).isEqualTo(units(30));
    assertThat(query(1, 3, units(29)).isBoundByPrice()).isTrue();
  }

  @Test
  void aNodeThatCameAfterTheDecisionIsPaidWhatWasPutAside() {
    NodeDecision decision = new NodeDecision(Strategy.PERFORMANCE, NODE, true, "", List.of());
    Inferred late = new Inferred(NODE, result(), decision, 1);
    assertThat(query(2, 1, null).answeredBy(late).fee()).isEqualTo(units(20));
  }

  @Test
  void theAskerOfACheapNodesAnswerIsToldTheCheckOfOneAtTheFee() {
    AnswerPlans plans = new AnswerPlans();
    plans.parameters = QueryTest::governed;
    Query paid = query(1, 1, null).answeredBy(inferred(7));
    assertThat(plans.value("zoo-keeper-tiny", units(7))).isEqualTo(FEE);
    assertThat(plans.value("zoo-keeper-tiny", units(21))).isEqualTo(units(21));
    assertThat(plans.value("without a fee", units(7))).isEqualTo(units(7));
    assertThat(plans.told(paid).mode()).isEqualTo(VerificationMode.SAMPLED);
  }

  private static String governed(Parameter parameter) {
    return switch (parameter) {
      case VERIFICATION -> "HYBRID";
      case VERIFICATION_SAMPLED, FEE_KEEPER_TINY -> FEE.decimal();
      case VERIFICATION_REDUNDANT -> "1";
      default -> throw new IllegalArgumentException(parameter.name());
    };
  }

  private static Query query(int choices, int nodes, @Nullable Amount most) {
    QuestionOptions options =
        new QuestionOptions(
            choices, false, 0, "", "", "", null, null, 0, null, null, most, Set.of(), Set.of(),
            null);
    Question question =
        new Question(
            "zoo-keeper-tiny",
            List.of(new Question.Message("user", "x")),
            null,
            false,
            0,
            1,
            1,
            List.of(),
            1L,
            options);
    return Query.asked(
        new UUID(7, 7),
        new Caller(Caller.Kind.PERSON, new UUID(8, 8), "somebody", null, Set.of()),
        question,
        FEE,
        new AnswerPlan(VerificationMode.SAMPLED, nodes));
  }

  private static Inferred inferred(long price) {
    NodeSnapshot node =
        new NodeSnapshot(
            NODE,
            true,
            "",
            List.of("zoo-keeper-tiny"),
            1,
            0,
            0,
            0,
            0,
            BigInteger.ONE,
            0,
            BigInteger.valueOf(price));
    NodeQuery asked = new NodeQuery(new UUID(7, 7), "zoo-keeper-tiny", Strategy.CHEAPEST, "", null);
    return new Inferred(NODE, result(), NodeSelection.choose(asked, List.of(node), Set.of()), 1);
  }

  private static GenerationResult result() {
    return new GenerationResult(
        "text", "stop", 1, 1, "", List.of(), Map.of(), "", new byte[0], new byte[32]);
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }
}
