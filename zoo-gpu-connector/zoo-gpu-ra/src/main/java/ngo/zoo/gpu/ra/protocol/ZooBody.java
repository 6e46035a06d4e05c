package ngo.zoo.gpu.ra.protocol;

import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;

/** The body of a Zoo node's chat request: OpenAI's, with the query's id and experiences in zoo. */
final class ZooBody {
  private ZooBody() {}

  /**
   * The bytes to send; the node seals their SHA-256.
   *
   * @throws WorkerException {@code REFUSED} naming the field a Zoo node does not know
   */
  static byte[] of(GenerationRequest request) throws WorkerException {
    check(request);
    JsonOut body = new JsonOut().open('{');
    ChatFields.add(body, request);
    body.member("temperature", request.temperature()).member("top_p", request.topP());
    body.name("messages").open('[');
    for (GenerationRequest.Message message : request.messages()) {
      body.open('{').member("role", message.role()).member("content", message.content()).close('}');
    }
    body.close(']').member("stream", true);
    body.name("stream_options").open('{').member("include_usage", true).close('}');
    addZoo(body, request);
    return body.close('}').bytes();
  }

  private static void check(GenerationRequest request) throws WorkerException {
    Extras extras = request.extras();
    boolean plain =
        extras.responseFormatJson().isEmpty() || extras.responseFormatJson().contains("\"text\"");
    String field =
        extras.choices() > 1
            ? "n"
            : !extras.toolsJson().isEmpty()
                ? "tools"
                : !extras.toolChoiceJson().isEmpty()
                    ? "tool_choice"
                    : plain ? manyParts(request) : "response_format";
    if (!field.isEmpty()) {
      throw unsupported(field);
    }
  }

  private static String manyParts(GenerationRequest request) {
    return request.messages().stream().allMatch(m -> m.moreJson().isEmpty()) ? "" : "messages";
  }

  /** Told apart from other refusals: a backend of another kind may take it. */
  static WorkerException unsupported(String field) {
    return new WorkerException(
        Reason.REFUSED,
        WorkerException.UNSUPPORTED + field,
        field + " is not supported by the nodes that serve this model");
  }

  private static void addZoo(JsonOut body, GenerationRequest request) {
    body.name("zoo").open('{').member("query_id", request.queryId().toString());
    body.name("experiences").open('[');
    for (GenerationRequest.InjectedExperience one : request.experiences()) {
      body.open('{').member("id", one.id().toString()).member("text", one.text()).close('}');
    }
    body.close(']').close('}');
  }
}
