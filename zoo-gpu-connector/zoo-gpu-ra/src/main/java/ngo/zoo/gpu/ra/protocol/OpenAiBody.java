package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.List;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationRequest.Message;
import ngo.zoo.shared.JsonOut;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat request to an OpenAI-compatible server. Experiences stand in a message of
 * their own before the last one of the user; a short reply keeps the turns alternating, which many
 * chat templates insist on.
 */
final class OpenAiBody {
  private static final String REPLY = "I will weigh it as advice only.";

  private OpenAiBody() {}

  /**
   * @param advice null for none
   * @throws IOException when what the asker wants handed on is no JSON
   */
  static byte[] of(GenerationRequest request, Flavour flavour, @Nullable AdviceBlock advice)
      throws IOException {
    JsonOut body = new JsonOut().open('{');
    ChatFields.add(body, request);
    addSampling(body, request, flavour);
    messages(body, request.messages(), advice);
    addExtras(body, request.extras());
    return body.close('}').bytes();
  }

  /** Every field of it each time: servers have other defaults than OpenAI. */
  private static void addSampling(JsonOut body, GenerationRequest request, Flavour flavour) {
    body.member("temperature", request.temperature());
    if (flavour.takesTopP(request.topP())) {
      body.member("top_p", request.topP());
    }
    body.member("presence_penalty", 0).member("frequency_penalty", 0);
    flavour.addNeutral(body);
  }

  private static void messages(JsonOut body, List<Message> messages, @Nullable AdviceBlock advice)
      throws IOException {
    int last = advice == null ? -1 : lastOfUser(messages);
    body.name("messages").open('[');
    for (int i = 0; i < messages.size(); i++) {
      if (advice != null && i == last) {
        message(body, new Message("user", advice.text()));
        message(body, new Message("assistant", REPLY));
      }
      message(body, messages.get(i));
    }
    body.close(']');
  }

  private static int lastOfUser(List<Message> messages) {
    for (int i = messages.size() - 1; i > 0; i--) {
      if (messages.get(i).role().equals("user")) {
        return i;
      }
    }
    return 0;
  }

  private static void message(JsonOut body, Message message) throws IOException {
    body.open('{').member("role", message.role());
    boolean content = true;
    if (!message.moreJson().isEmpty()) {
      JsonCursor more = new JsonCursor(message.moreJson());
      more.enterObject();
      for (String name = more.member(); name != null; name = more.member()) {
        content &= !name.equals("content");
        String value = more.raw();
        if (!name.equals("role")) {
          body.name(name).raw(value);
        }
      }
    }
    if (content) {
      body.member("content", message.content());
    }
    body.close('}');
  }

  private static void addExtras(JsonOut body, Extras extras) throws IOException {
    body.member("n", extras.choices());
    addJson(body, "tools", extras.toolsJson());
    addJson(body, "tool_choice", extras.toolChoiceJson());
    addJson(body, "response_format", extras.responseFormatJson());
    body.member("stream", extras.streaming());
    if (extras.streaming()) {
      body.name("stream_options").open('{').member("include_usage", true).close('}');
    }
  }

  /** One value and nothing after it: what follows would be members of ours. */
  private static void addJson(JsonOut body, String name, String json) throws IOException {
    if (!json.isEmpty()) {
      JsonCursor cursor = new JsonCursor(json);
      String value = cursor.raw();
      if (!cursor.atEnd()) {
        throw new IOException(name + " is more than one JSON value");
      }
      body.name(name).raw(value);
    }
  }
}
