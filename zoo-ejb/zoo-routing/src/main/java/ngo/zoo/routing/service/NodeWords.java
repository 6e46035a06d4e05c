package ngo.zoo.routing.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Question;
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

  /** What a node was asked, for another query of the same words. */
  static GenerationRequest request(UUID id, Exchange exchange) {
    Question question = exchange.question();
    return new GenerationRequest(
        id,
        question.model(),
        question.messages().stream()
            .map(one -> new GenerationRequest.Message(one.role(), one.content(), one.moreJson()))
            .toList(),
        exchange.experiences().stream()
            .map(one -> new GenerationRequest.InjectedExperience(one.id(), one.text()))
            .toList(),
        question.temperature(),
        question.topP(),
        question.maxTokens(),
        question.stop(),
        exchange.seed(),
        extras(question.options(), false));
  }

  /**
   * What a receipt's response hash is over: the text, or of an answer with tool calls or several
   * choices the RFC 8785 form of all of them.
   */
  static String committed(GenerationResult result) {
    if (result.choices().isEmpty() && result.toolCallsJson().isEmpty()) {
      return result.text();
    }
    return CanonicalJson.of(
        Map.of(
            "choices",
            choices(result).stream()
                .<Map<String, ?>>map(
                    one ->
                        Map.of(
                            "index", (long) one.index(),
                            "text", one.text(),
                            "tool_calls", one.toolCallsJson()))
                .toList()));
  }

  /** The answer with every choice, and whether a node vouches for it. */
  static Answer told(Answer answer, GenerationResult result) {
    return answer.with(
        choices(result), result.sealed() ? result.modelSha256() : "", result.usageEstimated());
  }

  private static List<Answer.Choice> choices(GenerationResult result) {
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
    return choices;
  }
}
