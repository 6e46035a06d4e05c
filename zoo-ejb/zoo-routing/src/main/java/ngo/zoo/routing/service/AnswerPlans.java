package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import ngo.zoo.routing.Checking;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.QuestionRules;
import ngo.zoo.routing.rules.verification.AnswerPlan;
import ngo.zoo.routing.rules.verification.CheckPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** How questions are answered and checked, by what they ask for and by the governed values. */
@ApplicationScoped
public class AnswerPlans {
  @Inject Parameters parameters;

  /**
   * @param fee of one answer of the model
   */
  public AnswerPlan of(Question question, Amount fee) {
    return AnswerPlan.of(
        question.options(), governed(), QuestionRules.value(question, fee), values());
  }

  /**
   * What a question costs at most by its plan.
   *
   * @throws ngo.zoo.shared.Refusal {@code max-price-below-fee}
   */
  public Amount most(Question question, Amount fee) {
    return QuestionRules.most(question, fee, of(question, fee).nodes());
  }

  /**
   * How the answer of one node is checked, now that it is known what it cost: unless its asker said
   * how, its value decides what a hybrid mode makes of it, as it does when answers are drawn.
   */
  public Checking told(Query answered) {
    Question question = answered.question();
    QuestionOptions options = question.options();
    return options.verification() == null
        ? AnswerPlan.of(options, governed(), value(question.model(), answered.fee()), values())
            .told()
        : answered.plan().told();
  }

  /**
   * By what an answer is checked afterwards: what was paid, and at least the governed fee, or a
   * node would choose by its price how closely it is looked at.
   */
  Amount value(String model, Amount paid) {
    return Parameter.feeOf(model)
        .map(parameters::amount)
        .filter(fee -> fee.compareTo(paid) > 0)
        .orElse(paid);
  }

  VerificationMode governed() {
    return VerificationMode.valueOf(parameters.text(Parameter.VERIFICATION));
  }

  CheckPlan.Values values() {
    return new CheckPlan.Values(
        parameters.amount(Parameter.VERIFICATION_SAMPLED),
        parameters.amount(Parameter.VERIFICATION_REDUNDANT));
  }
}
