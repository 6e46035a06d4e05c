package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import ngo.zoo.gpu.GenerationRequest;

/** The body of a chat request: OpenAI's, with the query's id and its experiences under zoo. */
final class ChatBody {
  private ChatBody() {}

  /** The bytes to send; the node seals their SHA-256. */
  static byte[] of(GenerationRequest request) {
    JsonObjectBuilder body =
        JsonText.PROVIDER
            .createObjectBuilder()
            .add("model", request.model())
            .add("messages", messages(request))
            .add("temperature", request.temperature())
            .add("top_p", request.topP())
            .add("max_tokens", request.maxTokens())
            .add("seed", request.seed())
            .add("stream", true)
            .add(
                "stream_options",
                JsonText.PROVIDER.createObjectBuilder().add("include_usage", true))
            .add("zoo", zoo(request));
    if (!request.stop().isEmpty()) {
      body.add("stop", JsonText.PROVIDER.createArrayBuilder(request.stop()));
    }
    return body.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonArrayBuilder messages(GenerationRequest request) {
    JsonArrayBuilder messages = JsonText.PROVIDER.createArrayBuilder();
    for (GenerationRequest.Message message : request.messages()) {
      messages.add(
          JsonText.PROVIDER
              .createObjectBuilder()
              .add("role", message.role())
              .add("content", message.content()));
    }
    return messages;
  }

  private static JsonObjectBuilder zoo(GenerationRequest request) {
    JsonArrayBuilder experiences = JsonText.PROVIDER.createArrayBuilder();
    for (GenerationRequest.InjectedExperience experience : request.experiences()) {
      experiences.add(
          JsonText.PROVIDER
              .createObjectBuilder()
              .add("id", experience.id().toString())
              .add("text", experience.text()));
    }
    return JsonText.PROVIDER
        .createObjectBuilder()
        .add("query_id", request.queryId().toString())
        .add("experiences", experiences);
  }
}
