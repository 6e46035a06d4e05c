package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.shared.JsonOut;

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
    refuse(extras.choices() > 1, "n");
    refuse(!extras.toolsJson().isEmpty(), "tools");
    refuse(!extras.toolChoiceJson().isEmpty(), "tool_choice");
    refuse(!isText(extras.responseFormatJson()), "response_format");
    refuse(request.messages().stream().anyMatch(m -> !m.moreJson().isEmpty()), "messages");
  }

  private static void refuse(boolean unsupported, String field) throws WorkerException {
    if (unsupported) {
      throw unsupported(field);
    }
  }

  /** Plain text is what a node writes anyway. */
  private static boolean isText(String format) {
    if (format.isEmpty()) {
      return true;
    }
    try {
      JsonCursor json = new JsonCursor(format);
      json.enterObject();
      for (String name = json.member(); name != null; name = json.member()) {
        if (name.equals("type")) {
          return json.textOrEmpty().equals("text");
        }
        json.skip();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
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
