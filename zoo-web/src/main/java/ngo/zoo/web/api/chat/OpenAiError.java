package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import ngo.zoo.web.api.Failure;

/** A failure as OpenAI's clients expect it; codes are theirs in style: {@code model_not_found}. */
final class OpenAiError {
  private OpenAiError() {}

  static JsonObject of(Failure failure) {
    var error =
        Json.createObjectBuilder()
            .add("message", failure.detail())
            .add("type", type(failure.status()))
            .add("param", JsonValue.NULL)
            .add("code", failure.code().replace('-', '_'));
    failure.fields().keySet().stream().sorted().findFirst().ifPresent(f -> error.add("param", f));
    return Json.createObjectBuilder().add("error", error).build();
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
