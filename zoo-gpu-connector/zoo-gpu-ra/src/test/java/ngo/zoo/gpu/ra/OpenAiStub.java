package ngo.zoo.gpu.ra;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import ngo.zoo.gpu.Worker;

/**
 * An OpenAI-compatible server on a bare socket that answers in the words of the server it plays:
 * their bodies and streams as they send them, byte by byte. It sees when a connection is closed.
 */
public final class OpenAiStub implements AutoCloseable {
  /** The servers it can play. */
  public enum Server {
    VLLM("vllm"),
    TGI("tgi"),
    LLAMA_CPP("llama"),
    OLLAMA("ollama");

    final String model;

    Server(String model) {
      this.model = model + "-model";
    }
  }

  /** What it does with a chat request. */
  @FunctionalInterface
  public interface Reply {
    void to(Connection connection) throws IOException;
  }

  public final CountDownLatch closed = new CountDownLatch(1);
  public final CountDownLatch asked = new CountDownLatch(1);
  public final List<String> bodies = new CopyOnWriteArrayList<>();
  public final List<String> authorisations = new CopyOnWriteArrayList<>();

  /** Ports from which chat requests came. */
  public final List<Integer> askers = new CopyOnWriteArrayList<>();

  public volatile Reply chat;
  public volatile Map<String, Reply> pages;
  private final Server server;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final UUID id = UUID.randomUUID();

  public OpenAiStub(Server server) throws IOException {
    this.server = server;
    this.pages = pages(server);
    this.chat = whole("word");
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public Worker worker(int slots) {
    return worker(slots, "");
  }

  public Worker worker(int slots, String credential) {
    return new Worker(
        id,
        server.name().toLowerCase(Locale.ROOT),
        URI.create("http://127.0.0.1:" + socket.getLocalPort()),
        slots,
        false,
        new byte[0],
        Worker.Kind.OPENAI,
        List.of(),
        0,
        credential);
  }

  public String lastBody() {
    return bodies.getLast();
  }

  private static Map<String, Reply> pages(Server server) {
    String model = server.model;
    return new HashMap<>(
        switch (server) {
          case VLLM ->
              Map.of(
                  "/health",
                  json(200, ""),
                  "/v1/models",
                  json(
                      200,
                      """
                      {"object":"list","data":[{"id":"%s","object":"model","created":1760000000,"owned_by":"vllm",\
                      "root":"%s","parent":null,"max_model_len":4096,"permission":[{"id":"modelperm-1","object":\
                      "model_permission","allow_sampling":true,"organization":"*","group":null}]}]}\
                      """
                          .formatted(model, model)),
                  "/metrics",
                  json(
                      200,
                      """
                      # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
                      # TYPE vllm:num_requests_waiting gauge
                      vllm:num_requests_waiting{engine="0",model_name="%s"} 3.0
                      vllm:num_requests_waiting_total{engine="0"} 99.0
                      """
                          .formatted(model)));
          case TGI ->
              Map.of(
                  "/health",
                  json(200, ""),
                  "/v1/models",
                  json(
                      200,
                      """
                      {"object":"list","data":[{"id":"%s","object":"model","created":0,"owned_by":"%s"}]}\
                      """
                          .formatted(model, model)),
                  "/info",
                  json(
                      200,
                      """
                      {"model_id":"%s","model_sha":"f5db","model_dtype":"torch.float16","max_concurrent_requests":128,\
                      "max_best_of":2,"max_stop_sequences":4,"max_input_tokens":4095,"max_total_tokens":4096,\
                      "router":"text-generation-router","version":"3.0.0"}\
                      """
                          .formatted(model)),
                  "/metrics",
                  json(200, "# TYPE tgi_queue_size gauge\ntgi_queue_size 2\n"));
          case LLAMA_CPP ->
              Map.of(
                  "/health",
                  json(200, "{\"status\":\"ok\"}"),
                  "/v1/models",
                  json(
                      200,
                      """
                      {"models":[{"name":"%s","model":"%s","modified_at":"","size":"","type":"model"}],"object":"list",\
                      "data":[{"id":"%s","object":"model","created":1760000000,"owned_by":"llamacpp","meta":\
                      {"vocab_type":2,"n_vocab":151936,"n_ctx_train":40960,"n_embd":2560,"n_params":4022468096}}]}\
                      """
                          .formatted(model, model, model)),
                  "/metrics",
                  json(
                      501,
                      """
                      {"error":{"code":501,"message":"This server does not support metrics endpoint.",\
                      "type":"not_supported_error"}}\
                      """));
          case OLLAMA ->
              Map.of(
                  "/",
                  json(200, "Ollama is running"),
                  "/v1/models",
                  json(
                      200,
                      """
                      {"object":"list","data":[{"id":"%s","object":"model","created":1760000000,"owned_by":"library"}]}
                      """
                          .formatted(model)));
        });
  }

  /** A whole answer as the server gives it. */
  public Reply whole(String text) {
    return json(200, wholeBody(text));
  }

  public String wholeBody(String text) {
    String usage = "{\"prompt_tokens\":24,\"completion_tokens\":3,\"total_tokens\":27}";
    return switch (server) {
      case VLLM ->
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"%s","choices":[{"index":0,\
          "message":{"role":"assistant","content":"%s","refusal":null,"annotations":null,"audio":null,\
          "function_call":null,"tool_calls":[],"reasoning_content":null},"logprobs":null,"finish_reason":"stop",\
          "stop_reason":null,"token_ids":null}],"service_tier":null,"system_fingerprint":null,"usage":\
          {"prompt_tokens":24,"total_tokens":27,"completion_tokens":3,"prompt_tokens_details":null},\
          "prompt_logprobs":null,"kv_transfer_params":null}\
          """
              .formatted(server.model, text);
      case TGI ->
          """
          {"object":"chat.completion","id":"","created":1760000000,"model":"%s","system_fingerprint":"3.0.0-sha",\
          "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"logprobs":null,\
          "finish_reason":"eos_token"}],"usage":%s}\
          """
              .formatted(server.model, text, usage);
      case LLAMA_CPP ->
          """
          {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"%s"}}],\
          "created":1760000000,"model":"%s","system_fingerprint":"b6000-abc","object":"chat.completion","usage":\
          {"completion_tokens":3,"prompt_tokens":24,"total_tokens":27},"id":"chatcmpl-1","timings":\
          {"prompt_n":24,"prompt_ms":30.1,"predicted_n":3,"predicted_ms":20.0}}\
          """
              .formatted(text, server.model);
      case OLLAMA ->
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"%s","system_fingerprint":\
          "fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
          "usage":%s}
          """
              .formatted(server.model, text, usage);
    };
  }

  /** The stream's frames for these pieces, as the server sends them, with its end. */
  public List<String> frames(List<String> pieces) {
    List<String> frames = new CopyOnWriteArrayList<>();
    frames.add(opening());
    pieces.forEach(piece -> frames.add(frame("{\"content\":\"" + piece + "\"}", "null")));
    frames.add(frame(server == Server.TGI ? "{\"content\":\"\"}" : "{}", quoted(finish())));
    frames.add(
        data(
            """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"%s","choices":[],\
            "usage":{"prompt_tokens":24,"completion_tokens":3,"total_tokens":27}}\
            """
                .formatted(server.model)));
    frames.add("data: [DONE]\n\n");
    return frames;
  }

  private String opening() {
    return switch (server) {
      case VLLM -> frame("{\"role\":\"assistant\",\"content\":\"\"}", "null");
      case TGI -> ":\n\n";
      case LLAMA_CPP ->
          ": ping\r\n\r\n" + frame("{\"role\":\"assistant\",\"content\":null}", "null");
      case OLLAMA -> "";
    };
  }

  private String finish() {
    return server == Server.TGI ? "stop_sequence" : "stop";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** A frame with one choice. */
  public String frame(String delta, String finish) {
    return data(
        """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"%s","choices":[{"index":0,\
        "delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null}\
        """
            .formatted(server.model, delta, finish));
  }

  /** TGI writes no blank after the colon. */
  public String data(String json) {
    return (server == Server.TGI ? "data:" : "data: ") + json + "\n\n";
  }

  public Reply stream(List<String> frames) {
    return connection -> {
      connection.beginStream();
      for (String frame : frames) {
        connection.send(frame);
      }
      connection.endStream();
    };
  }

  /** Sends these frames and nothing more, until the other side closes. */
  public Reply streamThenSilence(List<String> frames) {
    return connection -> {
      try {
        connection.beginStream();
        for (String frame : frames) {
          connection.send(frame);
        }
      } catch (IOException e) {
        // Closed by one who had read the frame but not yet the end of its chunk.
        closed.countDown();
        throw e;
      }
      connection.awaitClose();
    };
  }

  public static Reply json(int status, String body, String... headers) {
    return connection -> connection.answer(status, body, headers);
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        threads.execute(() -> serve(accepted));
      }
    } catch (IOException | RejectedExecutionException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      Connection connection = new Connection(accepted);
      while (connection.readRequest()) {
        connection.handle();
      }
    } catch (IOException e) {
      // The other side went away.
    }
  }

  /** One connection: a request after the other. */
  public final class Connection {
    private final InputStream in;
    private final OutputStream out;
    private final int asker;
    private String path = "";
    private String body = "";
    private String authorisation = "";

    Connection(Socket socket) throws IOException {
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      asker = socket.getPort();
      socket.setTcpNoDelay(true);
    }

    boolean readRequest() throws IOException {
      String line = line();
      if (line.isEmpty()) {
        return false;
      }
      path = line.split(" ")[1];
      authorisation = "";
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
        String value = header.substring(header.indexOf(':') + 1).strip();
        length = name.equals("content-length") ? Integer.parseInt(value) : length;
        authorisation = name.equals("authorization") ? value : authorisation;
      }
      body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return true;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.write(c);
        }
      }
      return line.toString(StandardCharsets.UTF_8);
    }

    void handle() throws IOException {
      if (path.equals("/v1/chat/completions")) {
        bodies.add(body);
        authorisations.add(authorisation);
        askers.add(asker);
        asked.countDown();
        chat.to(this);
      } else {
        pages.getOrDefault(path, json(404, "404 page not found")).to(this);
      }
    }

    public String authorisation() {
      return authorisation;
    }

    public void answer(int status, String text, String... headers) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String head =
          "HTTP/1.1 %d X\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%s\r\n"
              .formatted(
                  status,
                  bytes.length,
                  headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.flush();
    }

    /** These bytes, whatever they are. */
    public void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    public void beginStream() throws IOException {
      out.write(
          ("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                  + "transfer-encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Each frame in two chunks, because a chunk is no frame. */
    public void send(String frame) throws IOException {
      byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
      int middle = bytes.length / 2;
      chunk(bytes, 0, middle);
      chunk(bytes, middle, bytes.length);
      out.flush();
    }

    private void chunk(byte[] bytes, int from, int to) throws IOException {
      if (to > from) {
        out.write((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes, from, to - from);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
      }
    }

    public void endStream() throws IOException {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Ends the connection in the middle. */
    public void breakOff() throws IOException {
      throw new IOException("broken off as told");
    }

    /** Waits until the other side closes the connection, and tells it. */
    public void awaitClose() throws IOException {
      try {
        while (in.read() >= 0) {
          // Nothing is expected any more.
        }
      } finally {
        closed.countDown();
      }
      throw new IOException("closed");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
