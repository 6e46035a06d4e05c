package ngo.zoo.routing;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * A settled answer: the fee is held and the receipt committed before anybody sees this.
 *
 * @param libraryVersion 0 when no library was used
 * @param libraryRoot hex, empty when no library was used
 * @param used experiences the node read, in order
 * @param skipped experiences it could not read; not paid
 * @param choices all answers in order of their index, the first of which is {@code text}
 * @param modelSha256 of the weights as the node sealed them; empty when nobody sealed the answer
 * @param usageEstimated whether tokens were counted here because the node did not tell
 * @param checking how it is checked
 */
public record Answer(
    UUID receiptId,
    String text,
    String finishReason,
    int promptTokens,
    int completionTokens,
    String model,
    String node,
    String domain,
    int libraryVersion,
    String libraryRoot,
    List<UsedExperience> used,
    List<SkippedExperience> skipped,
    Amount fee,
    long seed,
    List<Choice> choices,
    String modelSha256,
    boolean usageEstimated,
    Checking checking) {
  public Answer {
    used = List.copyOf(used);
    skipped = List.copyOf(skipped);
    choices = List.copyOf(choices);
  }

  /** One plain answer. */
  public Answer(
      UUID receiptId,
      String text,
      String finishReason,
      int promptTokens,
      int completionTokens,
      String model,
      String node,
      String domain,
      int libraryVersion,
      String libraryRoot,
      List<UsedExperience> used,
      List<SkippedExperience> skipped,
      Amount fee,
      long seed) {
    this(
        receiptId,
        text,
        finishReason,
        promptTokens,
        completionTokens,
        model,
        node,
        domain,
        libraryVersion,
        libraryRoot,
        used,
        skipped,
        fee,
        seed,
        List.of(new Choice(0, text, finishReason, "", "")),
        "",
        false,
        Checking.OPTIMISTIC);
  }

  /** The same answer with all the node said of it. */
  public Answer with(List<Choice> all, String sealedModel, boolean estimated) {
    return new Answer(
        receiptId,
        text,
        finishReason,
        promptTokens,
        completionTokens,
        model,
        node,
        domain,
        libraryVersion,
        libraryRoot,
        used,
        skipped,
        fee,
        seed,
        all,
        sealedModel,
        estimated,
        checking);
  }

  /** The same answer, checked so. */
  public Answer checked(Checking how) {
    return new Answer(
        receiptId,
        text,
        finishReason,
        promptTokens,
        completionTokens,
        model,
        node,
        domain,
        libraryVersion,
        libraryRoot,
        used,
        skipped,
        fee,
        seed,
        choices,
        modelSha256,
        usageEstimated,
        how);
  }

  /**
   * One of the answers asked for.
   *
   * @param finishReason {@code stop}, {@code length} or {@code tool_calls}
   * @param toolCallsJson OpenAI's array of tool calls, empty for none
   * @param logprobsJson OpenAI's object of log-probabilities, empty for none
   */
  public record Choice(
      int index, String text, String finishReason, String toolCallsJson, String logprobsJson) {}

  public record UsedExperience(UUID id, String text, double cosine) {}

  public record SkippedExperience(UUID id, String reason) {}
}
