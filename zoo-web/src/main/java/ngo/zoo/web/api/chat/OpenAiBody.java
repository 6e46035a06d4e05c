package ngo.zoo.web.api.chat;

import jakarta.json.JsonObject;

/** The JSON object a client of OpenAI's API sent, as {@link StrictJson} read it. */
public final class OpenAiBody {
  private final JsonObject json;

  OpenAiBody(JsonObject json) {
    this.json = json;
  }

  public JsonObject json() {
    return json;
  }
}
