package ngo.zoo.gpu;

/**
 * One of the answers to a request that wanted several.
 *
 * @param finishReason {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter}
 * @param toolCallsJson OpenAI's {@code tool_calls} array; empty when there are none
 * @param logprobsJson OpenAI's {@code logprobs} object; empty when there are none
 */
public record Choice(
    int index, String text, String finishReason, String toolCallsJson, String logprobsJson) {}
