package ngo.zoo.gpu.ra.protocol;

import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.shared.JsonOut;

/** The fields of a chat request that every kind of backend is sent alike. */
final class ChatFields {
  private ChatFields() {}

  static void add(JsonOut body, GenerationRequest request) {
    body.member("model", request.model())
        .member("max_tokens", request.maxTokens())
        .member("seed", request.seed());
    if (!request.stop().isEmpty()) {
      body.name("stop").open('[');
      request.stop().forEach(body::text);
      body.close(']');
    }
    if (request.extras().logprobs()) {
      body.member("logprobs", true).member("top_logprobs", request.extras().topLogprobs());
    }
  }
}
