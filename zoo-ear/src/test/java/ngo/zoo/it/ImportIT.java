package ngo.zoo.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Imports of experiences, exports and new vectors, over HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportIT {
  private static final int TEXTS = 2000;
  private static final int DOMAINS = 20;
  private static final String LINES = "application/jsonl";
  private static final String BYTES = "application/octet-stream";
  private static String embedder = "";
  private static int dimension;

  private final Zoo zoo = Zoo.shared();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  @Order(1)
  void onlyStaffImport() {
    String body = "[{\"domain\":\"import.it\",\"text\":\"When nobody may, nobody does.\"}]";
    zoo.post(Zoo.NOBODY, "/api/v1/imports", body).expect(401);
    for (String who : List.of("maya", "petra", "paula", Zoo.PARTNER)) {
      zoo.post(who, "/api/v1/imports", body).expect(403);
      zoo.get(who, "/api/v1/imports").expect(403);
      zoo.get(who, "/api/v1/reembeddings").expect(403);
      zoo.post(who, "/api/v1/reembeddings", "{}").expect(403);
    }
    zoo.post("sam", "/api/v1/imports?domain=No", body).expect(400);
    zoo.post("sam", "/api/v1/imports?format=xml", body).expect(400);
    zoo.post("sam", "/api/v1/imports", "").expect(400);
    zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.it").expect(404);
    zoo.get("sam", "/api/v1/imports/019a7f3e-0000-7a30-8f00-3b1f4d2c9e77").expect(404);
    JsonObject state = zoo.get("sam", "/api/v1/reembeddings").expect(200).json();
    embedder = state.getString("current");
    dimension =
        state.getJsonArray("embedders").getValuesAs(JsonObject.class).stream()
            .filter(one -> one.getBoolean("current"))
            .findFirst()
            .orElseThrow()
            .getInt("dimension");
  }

  @Test
  @Order(2)
  void thousandsOfTextsWithTheirVectorsBecomeAVersionOfEachLibrary() {
    String id = begin("texts.jsonl&vectors_follow=true", LINES, lines("import.many", TEXTS));
    assertThat(view(id).getString("status")).isEqualTo("uploading");
    put("/api/v1/imports/" + id + "/vectors", npy(1)).expect(400);
    put(vectors(id, embedder), npy(TEXTS)).expect(202);
    put(vectors(id, embedder), npy(1)).expect(409);
    JsonObject done = completed(id);

    assertThat(done.getInt("records")).isEqualTo(TEXTS);
    assertThat(done.getInt("imported")).isEqualTo(TEXTS);
    assertThat(done.getInt("libraries")).isEqualTo(DOMAINS);
    assertThat(done.getInt("vectors_missing")).isZero();
    assertThat(done.getInt("refused") + done.getInt("duplicates") + done.getInt("held")).isZero();
    for (int i = 0; i < DOMAINS; i++) {
      JsonObject version =
          zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.many" + i + "/versions/1")
              .expect(200)
              .json();
      assertThat(version.getInt("size")).isEqualTo(TEXTS / DOMAINS);
      assertThat(version.getString("cause_kind")).isEqualTo("import");
      assertThat(version.getString("cause_id")).isEqualTo(id);
    }
    post("/api/v1/imports/" + id + "/cancel").expect(409);
    post("/api/v1/imports/" + id + "/resume").expect(409);
  }

  @Test
  @Order(3)
  void whatDoesNotGoInIsReportedLineByLine() {
    String file =
        """
        {"domain":"import.some","text":"When a line is right, take it.","author":"maya"}
        {"domain":"import.some","text":"When a line is right - take it!"}

        {"domain":"import.some","text":"When in doubt, see https://example.org"}
        {"domain":"No Domain","text":"When a domain is wrong, say so."}
        {"text":"When no domain is given, say so."}
        {"domain":"import.some","text":"cut o
        {"domain":"import.many1","text":"When case 1 of 20 comes, look at it twice."}
        {"domain":"import.some","text":"When an author is unknown, take whoever imports.","author":"x"}
        """;
    String trial = begin("some.jsonl&dry_run=true", LINES, file);
    assertThat(completed(trial).getInt("imported")).isEqualTo(2);
    zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.some").expect(404);

    String id = begin("some.jsonl", LINES, file);
    JsonObject done = completed(id);
    assertThat(done.getInt("records")).isEqualTo(8);
    assertThat(done.getInt("imported")).isEqualTo(2);
    assertThat(done.getInt("held")).isOne();
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.some").json().getInt("size"))
        .isEqualTo(2);
    List<String> problems =
        zoo
            .get("sam", "/api/v1/imports/" + id + "/problems")
            .expect(200)
            .items()
            .getValuesAs(JsonObject.class)
            .stream()
            .map(one -> one.getInt("line") + " " + one.getString("outcome"))
            .toList();
    assertThat(problems)
        .containsExactly(
            "2 duplicate", "4 held", "5 refused", "6 refused", "7 refused", "8 duplicate");
    assertThat(zoo.get("sam", "/api/v1/imports/" + id + "/problems?format=csv").expect(200).body())
        .startsWith("position,line,outcome")
        .contains("example.org");
    zoo.get("maya", "/api/v1/imports/" + id + "/problems").expect(403);
    List<JsonObject> stored = experiences("import.some");
    assertThat(stored).hasSize(3);
    assertThat(stored.stream().map(one -> one.getString("author")).distinct()).hasSize(2);
    zoo.eventually("the vectors are computed", () -> view(id).getInt("vectors_missing") == 0);
    releasedByAnother(id);
  }

  /** What was held enters as the other lines did, once somebody else of the staff released it. */
  private void releasedByAnother(String importId) {
    JsonObject held =
        zoo.get("iris", "/api/v1/moderation?search=example.org")
            .expect(200)
            .items()
            .getJsonObject(0);
    String id = held.getJsonObject("experience").getString("id");
    String release = "/api/v1/moderation/" + id + "/release";
    assertThat(held.getString("import_id")).isEqualTo(importId);
    assertThat(held.getJsonArray("reasons").getJsonObject(0).getString("code")).isEqualTo("link");
    assertThat(zoo.post("sam", release, "{}").expect(403).body()).contains("own-submission");
    zoo.post("iris", release, "{}").expect(200);
    assertThat(zoo.post("iris", release, "{}").expect(409).body()).contains("review-ended");
    JsonObject version =
        zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.some/versions/2").expect(200).json();
    assertThat(version.getInt("size")).isEqualTo(3);
    assertThat(version.getString("cause_kind")).isEqualTo("import");
    assertThat(version.getString("cause_id")).isEqualTo(importId);
    assertThat(
            zoo.get(Zoo.NOBODY, "/api/v1/experiences/" + id).expect(200).json().getString("status"))
        .isEqualTo("adopted");
  }

  @Test
  @Order(4)
  void whatIsExportedImportsToTheSame() {
    String first = export("import.many3", "jsonl&vectors=true");
    String id = begin("again.jsonl", LINES, first.replace("import.many3", "import.again"));
    assertThat(completed(id).getInt("imported")).isEqualTo(TEXTS / DOMAINS);
    String second = export("import.again", "jsonl&vectors=true");
    assertThat(second.replace("import.again", "import.many3").lines().sorted())
        .containsExactlyElementsOf(first.lines().sorted().toList());

    String flat = export("import.many3", "flat");
    String other = begin("flat.json&format=flat&domain=import.flat", "application/json", flat);
    assertThat(completed(other).getInt("imported")).isEqualTo(TEXTS / DOMAINS);
    JsonObject whole = Zoo.parse(export("import.flat", "json"));
    assertThat(whole.getJsonArray("experiences")).hasSize(TEXTS / DOMAINS);
    zoo.get(Zoo.NOBODY, "/api/v1/exports?format=flat").expect(400);
    zoo.get(Zoo.NOBODY, "/api/v1/exports?domain=nowhere").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/exports?domain=import.flat&version=9").expect(404);
    assertThat(zoo.get(Zoo.NOBODY, "/api/v1/exports?domain=import.flat").body())
        .doesNotContain("\"author\":");
  }

  @Test
  @Order(5)
  void vectorsOfAnotherEmbedderAreRefusedOrComputed() {
    String text = lines("import.foreign", DOMAINS);
    String refused = begin("foreign.jsonl&vectors_follow=true", LINES, text);
    put(vectors(refused, "somebody-else"), npy(DOMAINS)).expect(202);
    zoo.eventually("it fails", () -> view(refused).getString("status").equals("failed"));
    assertThat(view(refused).getString("failure")).contains("somebody-else");
    post("/api/v1/imports/" + refused + "/cancel").expect(202);

    String wrongRows = begin("rows.jsonl&vectors_follow=true", LINES, text);
    put(vectors(wrongRows, embedder), npy(DOMAINS + 1)).expect(202);
    zoo.eventually("it fails", () -> view(wrongRows).getString("status").equals("failed"));
    zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.foreign0").expect(404);

    String computed = begin("foreign.jsonl&vectors_follow=true&bad_vectors=compute", LINES, text);
    put(vectors(computed, "somebody-else"), npy(DOMAINS)).expect(202);
    assertThat(completed(computed).getInt("imported")).isEqualTo(DOMAINS);
    zoo.eventually("the vectors are there", () -> view(computed).getInt("vectors_missing") == 0);
  }

  @Test
  @Order(6)
  void aLibraryThatIsVotedOnTakesNothingIn() {
    JsonObject submission =
        Json.createObjectBuilder()
            .add("domain", "import.many5")
            .add("text", "When a library is voted on, leave it to its members.")
            .add("confidence_bp", 8000)
            .add("examples", JsonValue.EMPTY_JSON_ARRAY)
            .build();
    zoo.post("tomas", "/api/v1/experiences", submission).expect(201);
    String id =
        begin(
            "voted.jsonl",
            LINES,
            "{\"domain\":\"import.many5\",\"text\":\"When it is late, come in by the back.\"}");
    assertThat(completed(id).getInt("refused")).isOne();
  }

  @Test
  @Order(7)
  void allVectorsAreComputedAgainForAnotherEmbedder() throws SQLException {
    try (Connection connection = zoo.database();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update experience set embedder_id = 'former' where domain = 'import.many7'");
    }
    JsonObject before = zoo.get("sam", "/api/v1/reembeddings").expect(200).json();
    assertThat(before.getInt("stale")).isEqualTo(TEXTS / DOMAINS);
    zoo.post("sam", "/api/v1/reembeddings", "{}").expect(202);
    zoo.eventually("all are new", () -> state().getInt("stale") == 0);
    zoo.eventually(
        "the job is over",
        () ->
            state().getJsonArray("jobs").getJsonObject(0).getString("status").equals("completed"));
    zoo.post("sam", "/api/v1/reembeddings", "{}").expect(409);
    assertThat(export("import.many7", "jsonl&vectors=true")).contains(embedder);
  }

  @Test
  @Order(8)
  void aServerKilledOnTheWayGoesOnWithoutDoubles() {
    String id = begin("killed.jsonl", LINES, lines("import.killed", TEXTS));
    zoo.eventually("it has begun", () -> view(id).getInt("records") > 0);
    zoo.crash("wildfly");
    zoo.start("wildfly");
    JsonObject done = completed(id);
    assertThat(done.getInt("imported")).isEqualTo(TEXTS);
    assertThat(done.getInt("records")).isEqualTo(TEXTS);
    for (int i = 0; i < DOMAINS; i++) {
      JsonObject library =
          zoo.get(Zoo.NOBODY, "/api/v1/libraries/import.killed" + i).expect(200).json();
      assertThat(library.getInt("head")).isOne();
      assertThat(library.getInt("size")).isEqualTo(TEXTS / DOMAINS);
    }
  }

  private JsonObject state() {
    return zoo.get("sam", "/api/v1/reembeddings").expect(200).json();
  }

  private static String lines(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"domain\":\"%s%d\",\"text\":\"When case %d of %d comes, look at it twice.\",\"confidence_bp\":%d}"
                    .formatted(prefix, i % DOMAINS, i, DOMAINS, i % 10_000))
        .collect(Collectors.joining("\n"));
  }

  private static byte[] npy(int rows) {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n"
            .formatted(rows, dimension);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + rows * dimension * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1)).put((byte) 1).put((byte) 0);
    file.putShort((short) header.length()).put(header.getBytes(ISO_8859_1));
    Random random = new Random(17);
    for (int i = 0; i < rows * dimension; i++) {
      file.putFloat((float) random.nextGaussian());
    }
    return file.array();
  }

  private static String vectors(String id, String whose) {
    return "/api/v1/imports/"
        + id
        + "/vectors?embedder_id="
        + URLEncoder.encode(whose, StandardCharsets.UTF_8);
  }

  private String begin(String file, String type, String body) {
    Reply reply =
        send("POST", "/api/v1/imports?file=" + file, type, body.getBytes(StandardCharsets.UTF_8));
    String id = reply.expect(202).json().getString("id");
    assertThat(reply.headers().firstValue("Location").orElseThrow())
        .endsWith("/api/v1/imports/" + id);
    return id;
  }

  private Reply put(String path, byte[] body) {
    return send("PUT", path, BYTES, body);
  }

  private Reply post(String path) {
    return zoo.post("sam", path, "{}");
  }

  private Reply send(String method, String path, String type, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(zoo.portal() + path))
            .header("Authorization", zoo.authorization("sam"))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonObject view(String id) {
    return zoo.get("sam", "/api/v1/imports/" + id).expect(200).json();
  }

  private JsonObject completed(String id) {
    zoo.eventually(
        "the import " + id + " is over",
        () -> List.of("completed", "failed").contains(view(id).getString("status")));
    JsonObject view = view(id);
    assertThat(view.getString("failure")).isEmpty();
    assertThat(view.getString("status")).isEqualTo("completed");
    return view;
  }

  private String export(String domain, String format) {
    return zoo.get("sam", "/api/v1/exports?domain=" + domain + "&format=" + format)
        .expect(200)
        .body();
  }

  private List<JsonObject> experiences(String domain) {
    return zoo.get(Zoo.NOBODY, "/api/v1/experiences?domain=" + domain)
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class);
  }
}
