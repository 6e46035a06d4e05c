package ngo.zoo.web.api.chat;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The bodies under /v1 as the API document shows them. Requests are read by {@link ChatRequest} and
 * its like, which refuse by name what they do not take; nothing is made of these records.
 */
public final class OpenAiSchemas {
  private OpenAiSchemas() {}

  /** What OpenAI's chat completions take here. */
  @Schema(
      name = "ChatCompletionRequest",
      requiredProperties = {"model", "messages"})
  public record Chat(
      @Schema(description = "An id of /v1/models") String model,
      List<Message> messages,
      @Schema(description = "0 to 2; 0 when left out") @Nullable Double temperature,
      @Schema(description = "Above 0, at most 1") @Nullable Double topP,
      @Schema(description = "Up to the model's max_output_tokens") @Nullable Integer maxTokens,
      @Schema(description = "As max_tokens") @Nullable Integer maxCompletionTokens,
      @Schema(description = "A text, or up to four") @Nullable Object stop,
      @Schema(description = "The operator's choice when left out") @Nullable Long seed,
      @Schema(description = "Answers wanted, each paid; 1 to 16") @Nullable Integer n,
      @Nullable Boolean stream,
      @Nullable StreamOptions streamOptions,
      @Schema(description = "Where the model supports them") @Nullable Boolean logprobs,
      @Schema(description = "0 to 20") @Nullable Integer topLogprobs,
      @Schema(description = "Where the model supports them")
          @Nullable List<Map<String, Object>> tools,
      @Nullable Object toolChoice,
      @Nullable Map<String, Object> responseFormat,
      @Nullable Zoo zoo,
      @Schema(description = IGNORED) @Nullable String user,
      @Schema(description = IGNORED) @Nullable Map<String, String> metadata,
      @Schema(description = IGNORED) @Nullable String safetyIdentifier,
      @Schema(description = IGNORED) @Nullable String promptCacheKey,
      @Schema(description = IGNORED) @Nullable String promptCacheRetention,
      @Schema(description = IGNORED) @Nullable Map<String, Object> promptCacheOptions) {}

  private static final String IGNORED = "Taken and ignored: no answer depends on it";

  /** What OpenAI's older completions take here. */
  @Schema(
      name = "CompletionRequest",
      requiredProperties = {"model", "prompt"})
  public record Text(
      @Schema(description = "An id of /v1/models") String model,
      @Schema(description = "A text, or an array with one") Object prompt,
      @Schema(description = "Whether the prompt stands before each answer") @Nullable Boolean echo,
      @Schema(description = "0 to 2; 0 when left out") @Nullable Double temperature,
      @Schema(description = "Above 0, at most 1") @Nullable Double topP,
      @Schema(description = "Up to the model's max_output_tokens") @Nullable Integer maxTokens,
      @Schema(description = "A text, or up to four") @Nullable Object stop,
      @Schema(description = "The operator's choice when left out") @Nullable Long seed,
      @Schema(description = "Answers wanted, each paid; 1 to 16") @Nullable Integer n,
      @Nullable Boolean stream,
      @Nullable StreamOptions streamOptions,
      @Nullable Zoo zoo,
      @Schema(description = IGNORED) @Nullable String user,
      @Schema(description = IGNORED) @Nullable Map<String, String> metadata,
      @Schema(description = IGNORED) @Nullable String safetyIdentifier,
      @Schema(description = IGNORED) @Nullable String promptCacheKey,
      @Schema(description = IGNORED) @Nullable String promptCacheRetention,
      @Schema(description = IGNORED) @Nullable Map<String, Object> promptCacheOptions) {}

  /** What OpenAI's embeddings take here. */
  @Schema(
      name = "EmbeddingRequest",
      requiredProperties = {"model", "input"})
  public record Embedding(
      @Schema(description = "The operator's embedder") String model,
      @Schema(description = "A text, or up to 32 of at most 510 tokens each") Object input,
      @Schema(description = "float or base64") @Nullable String encodingFormat,
      @Schema(description = "384, or left out") @Nullable Integer dimensions,
      @Schema(description = IGNORED) @Nullable String user) {}

  /** One message. */
  @Schema(name = "ChatMessage", requiredProperties = "role")
  public record Message(
      @Schema(description = "system, developer, user, assistant or tool") String role,
      @Schema(description = "A text, or parts of type text") @Nullable Object content,
      @Nullable String name,
      @Schema(description = "Of an assistant") @Nullable List<Map<String, Object>> toolCalls,
      @Schema(description = "Of a tool: the call it answers") @Nullable String toolCallId) {}

  /** How a stream is told. */
  @Schema(name = "ChatStreamOptions", description = "Only with stream")
  public record StreamOptions(
      @Schema(description = "Whether a last chunk counts tokens") @Nullable Boolean includeUsage,
      @Schema(description = IGNORED) @Nullable Boolean includeObfuscation) {}

  /** Our extension of a request. */
  @Schema(name = "ZooOptions", description = "All of it may be left out")
  public record Zoo(
      @Schema(description = "Library to draw experiences from; the model's own when left out")
          @Nullable String domain,
      @Schema(description = "Version of the library; its newest when left out")
          @Nullable Integer libraryVersion,
      @Schema(description = "on, off, or the root (hex) of the version that must be used")
          @Nullable String experiences,
      @Schema(description = "3 to 7 nodes of different owners compute the answer, each paid")
          @Nullable Integer redundancy,
      @Schema(
              description =
                  "optimistic, sampled, redundant or hybrid; never weakens what is governed")
          @Nullable String verification,
      @Schema(
              description =
                  "performance, round-robin, stake-weighted, cheapest or affinity; left out, the"
                      + " plan's, else the governed one")
          @Nullable String strategy,
      @Schema(
              type = SchemaType.STRING,
              description =
                  "Most it may cost, all answers together: a decimal of KEEPER, or an object of"
                      + " value and asset; nodes that ask more are left out")
          @Nullable Object maxPrice,
      @Schema(description = "Names or ids of nodes that alone may be asked")
          @Nullable List<String> only,
      @Schema(description = "Names or ids of nodes that must not be asked")
          @Nullable List<String> ignore,
      @Schema(description = "With affinity: questions of one session go to one node")
          @Nullable String session) {}

  /** OpenAI's answer with our block. */
  @Schema(name = "ChatCompletion")
  public record Answer(
      String id,
      String object,
      long created,
      String model,
      @Schema(description = "Of the weights a node sealed; else null")
          @Nullable String systemFingerprint,
      List<Choice> choices,
      Usage usage,
      Told zoo) {}

  /** One of the answers. */
  @Schema(name = "ChatChoice")
  public record Choice(
      int index,
      Message message,
      @Nullable Map<String, Object> logprobs,
      @Schema(description = "stop, length or tool_calls") String finishReason) {}

  /** Tokens. */
  @Schema(name = "TokenUsage")
  public record Usage(int promptTokens, int completionTokens, int totalTokens) {}

  /** Our extension of an answer. */
  @Schema(name = "ZooAnswer")
  public record Told(
      @Schema(description = "Its receipt: /api/v1/receipts/{id}") String receiptId,
      String domain,
      int libraryVersion,
      String libraryRoot,
      List<Map<String, Object>> experiencesUsed,
      List<Map<String, Object>> experiencesSkipped,
      Map<String, String> fee,
      String node,
      @Schema(description = "Whether the node signed the answer") boolean sealed,
      @Schema(description = "Whether tokens were counted here") boolean usageEstimated,
      @Schema(description = "The mode that holds") String verification,
      @Schema(description = "Nodes that computed it") int redundancy,
      @Schema(description = "Nodes that agreed") int agreed,
      long seed) {}
}
