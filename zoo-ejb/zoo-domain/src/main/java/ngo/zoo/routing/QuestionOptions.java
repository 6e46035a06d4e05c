package ngo.zoo.routing;

import java.util.Set;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What a question may ask for beyond an answer.
 *
 * @param choices how many answers, at least 1 (OpenAI's {@code n})
 * @param logprobs whether log-probabilities of the answer's tokens are wanted
 * @param topLogprobs how many alternatives per token, 0 to 20
 * @param toolsJson OpenAI's array of tools, empty for none
 * @param toolChoiceJson OpenAI's {@code tool_choice}, a JSON string or object, empty for none
 * @param responseFormatJson OpenAI's {@code response_format}, empty for none
 * @param libraryVersion the version of the library to draw experiences from; null for its head
 * @param pinnedRoot root in hex that this version must have; null for any
 * @param redundancy how many nodes must answer alike; 0 as {@code verification} says
 * @param verification null for the governed mode
 * @param strategy null for the governed strategy
 * @param maxPrice most the question may cost; null for any fee
 * @param only names or ids of the nodes that may be asked; empty for all
 * @param ignore names or ids of nodes that must not be asked
 * @param session questions of one session go to one node where that is possible
 */
public record QuestionOptions(
    int choices,
    boolean logprobs,
    int topLogprobs,
    String toolsJson,
    String toolChoiceJson,
    String responseFormatJson,
    @Nullable Integer libraryVersion,
    @Nullable String pinnedRoot,
    int redundancy,
    @Nullable VerificationMode verification,
    @Nullable Strategy strategy,
    @Nullable Amount maxPrice,
    Set<String> only,
    Set<String> ignore,
    @Nullable String session) {
  /** One plain answer from the library's head by any node. */
  public static final QuestionOptions NONE =
      new QuestionOptions(
          1, false, 0, "", "", "", null, null, 0, null, null, null, Set.of(), Set.of(), null);

  public QuestionOptions {
    only = Set.copyOf(only);
    ignore = Set.copyOf(ignore);
  }

  /** The same with a strategy, unless it names one. */
  public QuestionOptions chosenBy(Strategy usual) {
    return strategy != null
        ? this
        : new QuestionOptions(
            choices,
            logprobs,
            topLogprobs,
            toolsJson,
            toolChoiceJson,
            responseFormatJson,
            libraryVersion,
            pinnedRoot,
            redundancy,
            verification,
            usual,
            maxPrice,
            only,
            ignore,
            session);
  }
}
