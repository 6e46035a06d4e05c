package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import ngo.zoo.routing.Question;
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
  @Inject private Parameters parameters;

  /**
   * @param fee of one answer of the model
   */
  public AnswerPlan of(Question question, Amount fee) {
    return AnswerPlan.of(
        question.options(), governed(), QuestionRules.price(question, fee), values());
  }

  /**
   * What a question costs by its plan.
   *
   * @throws ngo.zoo.shared.Refusal {@code max-price-below-fee}
   */
  public Amount price(Question question, Amount fee) {
    return QuestionRules.price(question, fee, of(question, fee).nodes());
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
