package ngo.zoo.bench.imports;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.dev.client.Credential;

/**
 * Imports generated experiences with their vectors into a stack of its own and says how long it
 * took and how much heap the server had in use at most; then the ledger is audited, by the command
 * and by the server, and by the command once more after a restart.
 */
public final class ImportRun {
  private static final Duration LONGEST = Duration.ofMinutes(60);
  private static final Set<String> ENDED = Set.of("completed", "done", "failed");

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();

  private ImportRun(Stack stack) {
    this.stack = stack;
  }

  /** {@code ImportRun ROOT EXPERIENCES LIBRARIES}; the application must have been built. */
  public static void main(String[] arguments) throws Exception {
    int experiences = Integer.parseInt(arguments[1]);
    int libraries = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("zoo-import-");
    Workspace workspace = new Workspace(Path.of(arguments[0]), folder, false);
    Stack stack = new Stack(workspace, new Progress(System.out));
    try {
      stack.up(Set.of());
      ImportRun run = new ImportRun(stack);
      run.measure(folder, experiences, libraries);
      AuditRun audit = new AuditRun(workspace);
      audit.measure("audit");
      run.audit(folder);
      long start = System.nanoTime();
      stack.down();
      stack.up(Set.of());
      figure("restart_seconds", seconds(start), "s");
      audit.measure("audit_after_restart");
    } finally {
      stack.down();
      stack.forget();
    }
  }

  private void measure(Path folder, int experiences, int libraries) throws Exception {
    JsonObject state = get("/api/v1/reembeddings");
    String embedder = state.getString("current");
    int dimension = state.getJsonArray("embedders").getJsonObject(0).getInt("dimension");
    GeneratedFiles files = new GeneratedFiles(experiences, libraries, dimension, 42);
    Path texts = folder.resolve("texts.jsonl");
    Path vectors = folder.resolve("vectors.npy");
    files.writeTexts(texts);
    files.writeVectors(vectors);

    Heap heap = Heap.of(folder);
    long start = System.nanoTime();
    String id = send("POST", "/api/v1/imports?file=texts.jsonl&vectors_follow=true", texts);
    send(
        "PUT",
        "/api/v1/imports/"
            + id
            + "/vectors?embedder_id="
            + URLEncoder.encode(embedder, StandardCharsets.UTF_8),
        vectors);
    figure("import_upload", seconds(start), "s");
    JsonObject done = await("/api/v1/imports/" + id, heap);
    System.out.println(done);
    figure("import_experiences", done.getInt("imported"), "experiences");
    figure("import_libraries", done.getInt("libraries"), "libraries");
    figure("import_seconds", seconds(start), "s");
    figure("import_peak_heap", heap.peak() / (1024.0 * 1024), "MiB");
    if (done.getInt("imported") != experiences || done.getInt("libraries") != libraries) {
      throw new IOException("not all of it went in");
    }
  }

  /** The same audit as the server makes it every night. */
  private void audit(Path folder) throws Exception {
    Path nothing = Files.writeString(folder.resolve("empty"), "");
    Heap heap = Heap.of(folder);
    long start = System.nanoTime();
    String id = send("POST", "/api/v1/ledger-audits", nothing);
    JsonObject done = await("/api/v1/ledger-audits/" + id, heap);
    figure("server_audit_seconds", seconds(start), "s");
    figure("server_audit_peak_heap", heap.peak() / (1024.0 * 1024), "MiB");
    if (!done.getBoolean("is_sound", false)) {
      throw new IOException("the server's audit is not sound: " + done);
    }
  }

  private JsonObject await(String path, Heap heap) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      JsonObject view = get(path);
      heap.look();
      if (ENDED.contains(view.getString("status"))) {
        return view;
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
    throw new IOException("not within " + LONGEST);
  }

  private JsonObject get(String path) throws Exception {
    return json(http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
  }

  private String send(String method, String path, Path file) throws Exception {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/octet-stream")
            .method(method, HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return json(http.send(request, HttpResponse.BodyHandlers.ofString())).getString("id");
  }

  private HttpRequest.Builder request(String path) {
    String authorization =
        Credential.person(stack.access().realm(), "sam", "sam").header().orElseThrow();
    return HttpRequest.newBuilder(URI.create(stack.access().portal() + path))
        .header("Authorization", authorization);
  }

  private static JsonObject json(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
    }
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  static void figure(String name, double value, String unit) {
    System.out.printf("FIGURE %s %.1f %s%n", name, value, unit);
  }
}
