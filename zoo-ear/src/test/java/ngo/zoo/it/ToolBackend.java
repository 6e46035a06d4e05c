package ngo.zoo.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A backend that speaks OpenAI's protocol: calls the first tool it is given, answers with what the
 * tool said, gives several choices, and dies in the middle of an answer when asked to.
 */
final class ToolBackend implements AutoCloseable {
  static final String MODEL = "contract-it-7b";
  private static final String CALL =
      "[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"turn\",\"arguments\":\"{\\\"by\\\":1}\"}}]";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ToolBackend() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> reply(exchange, 200, "{\"status\":\"ok\"}"));
    server.createContext(
        "/v1/models",
        exchange ->
            reply(
                exchange,
                200,
                "{\"object\":\"list\",\"data\":[{\"id\":\"%s\",\"object\":\"model\"}]}"
                    .formatted(MODEL)));
    server.createContext("/v1/chat/completions", this::chat);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void chat(HttpExchange exchange) throws IOException {
    JsonObject request =
        Zoo.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    JsonArray messages = request.getJsonArray("messages");
    JsonObject last = messages.getJsonObject(messages.size() - 1);
    boolean answered = last.getString("role").equals("tool");
    boolean calls = request.containsKey("tools") && !answered;
    String text = answered ? "The tool said " + last.getString("content") : "choice ";
    int choices = request.getInt("n", 1);
    if (last.getString("content", "").equals("die")) {
      die(exchange);
    } else if (request.getBoolean("stream", false)) {
      stream(exchange, calls, text, choices);
    } else {
      reply(exchange, 200, whole(calls, text, choices).toString());
    }
  }

  private static JsonObject whole(boolean calls, String text, int choices) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (int i = 0; i < choices; i++) {
      JsonObjectBuilder message = Json.createObjectBuilder().add("role", "assistant");
      all.add(
          Json.createObjectBuilder()
              .add("index", i)
              .add("message", calls ? called(message) : message.add("content", said(text, i)))
              .add("finish_reason", calls ? "tool_calls" : "stop"));
    }
    return head("chat.completion").add("choices", all).add("usage", usage()).build();
  }

  private static JsonObjectBuilder called(JsonObjectBuilder message) {
    return message.addNull("content").add("tool_calls", call());
  }

  private static String said(String text, int choice) {
    return text.equals("choice ") ? text + choice : text;
  }

  private static void stream(HttpExchange exchange, boolean calls, String text, int choices)
      throws IOException {
    try (exchange;
        OutputStream out = begin(exchange)) {
      for (int i = 0; i < choices; i++) {
        JsonObjectBuilder delta = Json.createObjectBuilder().add("role", "assistant");
        event(out, chunk(i, calls ? called(delta) : delta.add("content", said(text, i)), null));
      }
      for (int i = 0; i < choices; i++) {
        event(out, chunk(i, Json.createObjectBuilder(), calls ? "tool_calls" : "stop"));
      }
      JsonObjectBuilder counts = head("chat.completion.chunk");
      event(out, counts.add("choices", Json.createArrayBuilder()).add("usage", usage()).build());
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void die(HttpExchange exchange) throws IOException {
    try (exchange;
        OutputStream out = begin(exchange)) {
      event(out, chunk(0, Json.createObjectBuilder().add("content", "half an "), null));
    }
  }

  private static OutputStream begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static JsonObject chunk(int index, JsonObjectBuilder delta, @Nullable String finish) {
    JsonObjectBuilder choice =
        Json.createObjectBuilder().add("index", index).add("delta", delta).addNull("finish_reason");
    if (finish != null) {
      choice.add("finish_reason", finish);
    }
    return head("chat.completion.chunk")
        .add("choices", Json.createArrayBuilder().add(choice))
        .build();
  }

  private static JsonArray call() {
    return Zoo.parse("{\"calls\":" + CALL + "}").getJsonArray("calls");
  }

  private static JsonObjectBuilder head(String object) {
    return Json.createObjectBuilder()
        .add("id", "chatcmpl-1")
        .add("object", object)
        .add("created", 1)
        .add("model", MODEL);
  }

  private static JsonObjectBuilder usage() {
    return Json.createObjectBuilder()
        .add("prompt_tokens", 5)
        .add("completion_tokens", 3)
        .add("total_tokens", 8);
  }

  private static void event(OutputStream out, JsonObject data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
