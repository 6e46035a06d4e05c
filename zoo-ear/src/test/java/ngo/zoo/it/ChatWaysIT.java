package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A chat completion is answered before the servlet container, and by JAX-RS when it has an
 * Idempotency-Key: who asks must not be able to tell.
 */
class ChatWaysIT {
  private static final Zoo ZOO = Zoo.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> OF_THE_MOMENT = Set.of("date", "transfer-encoding");

  private static final Set<String> ALWAYS =
      Set.of(
          "cache-control",
          "content-security-policy",
          "content-type",
          "referrer-policy",
          "ratelimit-policy",
          "www-authenticate",
          "x-accel-buffering",
          "x-content-type-options",
          "x-request-id");

  /** What is refused, for each reason another body. */
  static List<String> refused() {
    String good = Questions.chat(Questions.KNOWN, 1).toString();
    return List.of(
        "",
        "{",
        "[]",
        "{\"model\":5}",
        "{\"messages\":[]}",
        good.replace("zoo-keeper-tiny", "nobody-knows-it"),
        good.replace("\"messages\"", "\"mesages\""),
        good.replaceFirst("\\{", "{\"n\":0,"),
        good.replaceFirst("\\{", "{\"temperature\":\"warm\","),
        good.replaceFirst("\\{", "{\"zoo\":{\"strategy\":\"luck\"},"),
        good.replaceFirst("\\{", "{\"stream\":true,\"zoo\":{\"max_price\":\"0.000001\"},"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusalsAreTheSame(String body) throws Exception {
    HttpResponse<String> direct = ask(body, ZOO.apiKey(), false);
    HttpResponse<String> kept = ask(body, ZOO.apiKey(), true);
    assertThat(direct.statusCode()).as(direct.body()).isBetween(400, 499);
    assertThat(kept.statusCode()).isEqualTo(direct.statusCode());
    assertThat(kept.body()).isEqualTo(direct.body());
    assertThat(names(kept)).isEqualTo(names(direct));
    assertThat(always(kept)).isEqualTo(always(direct));
  }

  @Test
  void strangersAreRefusedTheSame() throws Exception {
    String body = Questions.chat(Questions.KNOWN, 1).toString();
    for (String key : List.of("zoo_12345678_nobody", "nothing", "a.b.c")) {
      HttpResponse<String> direct = ask(body, key, false);
      HttpResponse<String> kept = ask(body, key, true);
      assertThat(direct.statusCode()).isEqualTo(401);
      assertThat(kept.statusCode()).isEqualTo(401);
      assertThat(kept.body()).isEqualTo(direct.body());
      assertThat(names(kept)).isEqualTo(names(direct)).contains("www-authenticate");
    }
  }

  @Test
  void answersHaveTheSameFormAndHeaders() throws Exception {
    String body = Questions.chat(Questions.KNOWN, 1).toString();
    HttpResponse<String> direct = ask(body, ZOO.apiKey(), false);
    HttpResponse<String> kept = ask(body, ZOO.apiKey(), true);
    assertThat(direct.statusCode()).as(direct.body()).isEqualTo(200);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(form(Zoo.parse(kept.body()))).isEqualTo(form(Zoo.parse(direct.body())));
    assertThat(names(kept)).isEqualTo(names(direct));
    assertThat(always(kept)).isEqualTo(always(direct));
  }

  @Test
  void streamsHaveTheSameFormAndHeaders() throws Exception {
    String body =
        Questions.chat(Questions.KNOWN, 1).toString().replaceFirst("\\{", "{\"stream\":true,");
    HttpResponse<String> direct = ask(body, ZOO.apiKey(), false);
    HttpResponse<String> kept = ask(body, ZOO.apiKey(), true);
    assertThat(direct.body()).endsWith("data: [DONE]\n\n");
    assertThat(kept.body()).endsWith("data: [DONE]\n\n");
    assertThat(forms(kept.body())).isEqualTo(forms(direct.body()));
    assertThat(names(kept)).isEqualTo(names(direct));
    assertThat(always(kept)).isEqualTo(always(direct));
  }

  private static HttpResponse<String> ask(String body, String key, boolean again)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(ZOO.portal() + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("X-Request-Id", "chat-ways")
            .POST(BodyPublishers.ofString(body));
    if (again) {
      request.header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static Set<String> names(HttpResponse<String> response) {
    return response.headers().map().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !OF_THE_MOMENT.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Headers that say the same of each answer of a kind. */
  private static Map<String, List<String>> always(HttpResponse<String> response) {
    Map<String, List<String>> same = new TreeMap<>(response.headers().map());
    same.keySet().retainAll(ALWAYS);
    return same;
  }

  /** Of all events; pieces of text may come apart differently. */
  private static Set<String> forms(String events) {
    return events
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> form(Zoo.parse(line.substring("data: ".length()))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names and kinds of all members, without what differs from answer to answer. */
  private static String form(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.entrySet().stream()
              .map(member -> member.getKey() + ":" + form(member.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case JsonArray array ->
          array.stream()
              .map(ChatWaysIT::form)
              .distinct()
              .collect(Collectors.joining("|", "[", "]"));
      default -> value.getValueType().name();
    };
  }
}
