package ngo.zoo.routing.service;

import java.util.ArrayList;
import java.util.List;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.QuestionOptions;

/** Between what askers and what nodes are told. */
final class NodeWords {
  private NodeWords() {}

  static Extras extras(QuestionOptions options, boolean streaming) {
    return new Extras(
        options.choices(),
        options.logprobs(),
        options.topLogprobs(),
        options.toolsJson(),
        options.toolChoiceJson(),
        options.responseFormatJson(),
        streaming);
  }

  /** The answer with every choice, and whether a node vouches for it. */
  static Answer told(Answer answer, GenerationResult result) {
    List<Answer.Choice> choices = new ArrayList<>();
    choices.add(
        new Answer.Choice(
            0,
            result.text(),
            result.finishReason(),
            result.toolCallsJson(),
            result.logprobsJson()));
    result
        .choices()
        .forEach(
            one ->
                choices.add(
                    new Answer.Choice(
                        one.index(),
                        one.text(),
                        one.finishReason(),
                        one.toolCallsJson(),
                        one.logprobsJson())));
    return answer.with(
        choices, result.sealed() ? result.modelSha256() : "", result.usageEstimated());
  }
}
