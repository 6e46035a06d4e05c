package ngo.zoo.web.api.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.QueryView;
import ngo.zoo.routing.Question;
import ngo.zoo.web.api.Failure;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.Problem;
import org.jspecify.annotations.Nullable;

/** A query as the API shows it; its answer is OpenAI's object. */
final class QueryJson {
  private QueryJson() {}

  static JsonObject of(QueryView query) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", query.id().toString())
            .add("status", Names.of(query.status()))
            .add("model", query.model());
    if (query.domain() != null) {
      json.add("domain", query.domain());
    }
    time(json, "asked_at", query.askedAt());
    time(json, "started_at", query.startedAt());
    time(json, "ended_at", query.endedAt());
    time(json, "expires_at", query.expiresAt());
    QueryView.Reason reason = query.reason();
    if (reason != null) {
      json.add("reason", problem(reason));
    }
    Question question = query.question();
    if (question != null) {
      json.add("messages", messages(question));
    }
    Answer answer = query.answer();
    if (answer != null) {
      json.add("answer", answer(query.id(), query.askedAt(), query.model(), answer));
    }
    return json.build();
  }

  /** OpenAI's object, made anew of what is kept. */
  static JsonObject answer(UUID id, Instant at, String model, Answer answer) {
    String whole =
        new Completion(
                "chatcmpl-" + id.toString().replace("-", ""), at.getEpochSecond(), model, false)
            .whole(answer);
    try (JsonReader reader = Json.createReader(new StringReader(whole))) {
      return reader.readObject();
    }
  }

  private static JsonObjectBuilder problem(QueryView.Reason reason) {
    Problem problem =
        Problem.of(new Failure(reason.status(), reason.code(), reason.detail(), Map.of()));
    return Json.createObjectBuilder()
        .add("type", problem.type())
        .add("title", problem.title())
        .add("status", problem.status())
        .add("detail", problem.detail())
        .add("code", problem.code());
  }

  static JsonArrayBuilder messages(Question question) {
    JsonArrayBuilder messages = Json.createArrayBuilder();
    question
        .messages()
        .forEach(
            one -> messages.add(more(one).add("role", one.role()).add("content", one.content())));
    return messages;
  }

  /** Such as tool calls, as they were sent. */
  private static JsonObjectBuilder more(Question.Message one) {
    if (one.moreJson().isEmpty()) {
      return Json.createObjectBuilder();
    }
    try (JsonReader reader = Json.createReader(new StringReader(one.moreJson()))) {
      return Json.createObjectBuilder(reader.readObject());
    }
  }

  private static void time(JsonObjectBuilder json, String name, @Nullable Instant time) {
    if (time != null) {
      json.add(name, time.toString());
    }
  }
}
