package ngo.zoo.web.api.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of the fields of OpenAI's requests: taken, ignored because they change no answer, or
 * refused unless they say what holds anyway.
 */
final class OpenAiFields {
  private static final Set<String> TAKEN =
      Set.of(
          "model",
          "stream",
          "stream_options",
          "temperature",
          "top_p",
          "max_tokens",
          "stop",
          "seed",
          "n",
          "zoo");
  private static final Set<String> OF_CHAT =
      Set.of(
          "messages",
          "max_completion_tokens",
          "logprobs",
          "top_logprobs",
          "tools",
          "tool_choice",
          "response_format");
  private static final Set<String> OF_COMPLETIONS = Set.of("prompt", "echo");

  /** Who asks and what for: nothing an answer depends on. */
  private static final Set<String> IGNORED =
      Set.of(
          "user",
          "metadata",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "prompt_cache_options");

  /** Refused, unless they say what holds anyway; see {@link #neutral}. */
  private static final Set<String> UNTAKEN =
      Set.of(
          "frequency_penalty",
          "presence_penalty",
          "logit_bias",
          "parallel_tool_calls",
          "modalities",
          "audio",
          "prediction",
          "reasoning_effort",
          "verbosity",
          "service_tier",
          "store",
          "web_search_options",
          "functions",
          "function_call",
          "moderation");

  private static final Set<String> UNTAKEN_COMPLETIONS =
      Set.of(
          "frequency_penalty", "presence_penalty", "logit_bias", "logprobs", "suffix", "best_of");

  private static final Set<String> KNOWN_CHAT = known(OF_CHAT, UNTAKEN);
  private static final Set<String> KNOWN_COMPLETIONS = known(OF_COMPLETIONS, UNTAKEN_COMPLETIONS);
  private static final Set<String> OF_STREAMS = Set.of("include_usage", "include_obfuscation");

  private OpenAiFields() {}

  /** What a chat completion may hold and is heeded or ignored, not refused. */
  static Set<String> ofChat() {
    return Stream.of(TAKEN, OF_CHAT, IGNORED).flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** As {@link #ofChat}, of the older completions. */
  static Set<String> ofCompletions() {
    return Stream.of(TAKEN, OF_COMPLETIONS, IGNORED)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code unknown-parameter}, {@code unsupported-parameter}
   */
  static void checkChat(RequestFields request) {
    check(request, KNOWN_CHAT, UNTAKEN);
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code unknown-parameter}, {@code unsupported-parameter}
   */
  static void checkCompletions(RequestFields request) {
    check(request, KNOWN_COMPLETIONS, UNTAKEN_COMPLETIONS);
  }

  private static Set<String> known(Set<String> own, Set<String> untaken) {
    return Stream.of(TAKEN, own, IGNORED, untaken)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void check(RequestFields request, Set<String> known, Set<String> untaken) {
    request.known(known);
    for (String name : request.json().keySet()) {
      JsonValue value = untaken.contains(name) ? request.value(name) : null;
      if (value != null && !neutral(name, value)) {
        throw RequestFields.unsupported(
            name, "is not supported here with this value; leave it out" + instead(name));
      }
    }
    request.object("stream_options").known(OF_STREAMS);
    if (request.has("stream_options") && !request.flag("stream")) {
      throw RequestFields.wrong("stream_options", "is only allowed when stream is true");
    }
  }

  /** Whether it asks for nothing but what is done without it. */
  private static boolean neutral(String name, JsonValue value) {
    return switch (name) {
      case "frequency_penalty", "presence_penalty" ->
          value instanceof JsonNumber number && number.doubleValue() == 0;
      case "logit_bias" -> value instanceof JsonObject object && object.isEmpty();
      case "parallel_tool_calls" -> value == JsonValue.TRUE;
      case "store" -> value == JsonValue.FALSE;
      case "modalities" ->
          value instanceof JsonArray array
              && array.size() == 1
              && array.getFirst() instanceof JsonString word
              && word.getString().equals("text");
      case "service_tier" ->
          value instanceof JsonString word && Set.of("auto", "default").contains(word.getString());
      case "verbosity" -> value instanceof JsonString word && word.getString().equals("medium");
      case "suffix" -> value instanceof JsonString text && text.getString().isEmpty();
      case "best_of" -> value instanceof JsonNumber number && number.doubleValue() == 1;
      default -> false;
    };
  }

  private static String instead(String name) {
    return switch (name) {
      case "functions" -> " and use tools";
      case "function_call" -> " and use tool_choice";
      case "store" -> "; answers are kept anyway, see /api/v1/receipts/{id}/transcript";
      case "logprobs" -> " and use /v1/chat/completions";
      default -> "";
    };
  }
}
