package ngo.zoo.gpu.ra.protocol;

import java.util.List;
import java.util.Map;
import ngo.zoo.gpu.Choice;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import org.jspecify.annotations.Nullable;

/**
 * Turns a complete answer of a backend that seals nothing into a result. Token counts are the
 * backend's, never more than was asked for; what it leaves out is estimated and marked.
 */
final class UnsealedResult {
  private UnsealedResult() {}

  static GenerationResult of(
      AnswerParts answer, GenerationRequest request, @Nullable AdviceBlock advice, byte[] body) {
    Choice first = answer.first().choice();
    List<ChoiceParts> choices = answer.choices();
    boolean estimated = answer.promptTokens() < 0 || answer.completionTokens() < 0;
    return new GenerationResult(
        first.text(),
        first.finishReason(),
        prompt(answer, request),
        completion(answer, request),
        "",
        advice == null ? List.of() : advice.read(),
        advice == null ? Map.of() : advice.skipped(),
        "",
        new byte[0],
        Seal.sha256(body),
        first.toolCallsJson(),
        first.logprobsJson(),
        choices.size() == 1
            ? List.of()
            : choices.stream().skip(1).map(ChoiceParts::choice).toList(),
        estimated,
        "");
  }

  private static int prompt(AnswerParts answer, GenerationRequest request) {
    if (answer.promptTokens() >= 0) {
      return (int) Math.min(answer.promptTokens(), Integer.MAX_VALUE);
    }
    return request.messages().stream().mapToInt(message -> Tokens.of(message.content())).sum();
  }

  private static int completion(AnswerParts answer, GenerationRequest request) {
    long most = (long) request.maxTokens() * request.extras().choices();
    long stated = answer.completionTokens();
    return (int) Math.min(stated >= 0 ? stated : counted(answer), most);
  }

  /** A piece of a stream is at least one token; a whole text is counted by its length. */
  private static long counted(AnswerParts answer) {
    return answer.choices().stream()
        .mapToLong(choice -> Math.max(choice.pieces(), Tokens.of(choice.text())))
        .sum();
  }
}
