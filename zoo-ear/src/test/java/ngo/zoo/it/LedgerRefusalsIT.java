package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API of the ledger refuses: as a problem that names the field, and nothing is done. */
class LedgerRefusalsIT {
  private static final String API = "/api/v1/";
  private static final Zoo ZOO = Zoo.shared();

  /** Who, what is asked, the status, the code, and the field that is named. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "experiences?first=-1 | 400 | page-out-of-range | first",
        "experiences?first=abc | 400 | parameter-unreadable | first",
        "experiences?first= | 400 | parameter-unreadable | first",
        "experiences?size=0 | 400 | page-out-of-range | size",
        "experiences?size=9999999999 | 400 | parameter-unreadable | size",
        "experiences?domain=%00 | 400 | parameter-unreadable | domain",
        "experiences?search=%00 | 400 | parameter-unreadable | search",
        "experiences?status=nope | 400 | value-unknown | status",
        "experiences/abc | 404 | parameter-unreadable | id",
        "experiences/abc/history | 404 | parameter-unreadable | id",
        "experiences/1-1-1-1-1 | 404 | parameter-unreadable | id",
        "experiences/00000000-0000-0007-0000-000000000007 | 404 | experience-not-found |",
        "proposals/00000000-0000-0007-0000-000000000007/ballots | 404 | proposal-not-found |",
        "libraries/%00 | 400 | address-unreadable |",
        "libraries/keeper.signs/versions/x | 404 | parameter-unreadable | number",
        "libraries/keeper.signs/versions/9999999999 | 404 | parameter-unreadable | number",
        "libraries/keeper.signs/versions/-1 | 404 | library-version-not-found |",
        "exports?domain=keeper.signs&version=x | 400 | parameter-unreadable | version",
        "exports?domain=keeper.signs&vectors=maybe | 400 | parameter-unreadable | vectors",
        "exports?format=flat | 400 | domain-missing | domain",
        "proofs/experience/00000000-0000-0007-0000-000000000007?version=x | 400 |"
            + " parameter-unreadable | version",
        "proofs/nope/00000000-0000-0007-0000-000000000007 | 400 | value-unknown | kind"
      })
  void whatIsAskedInAWrongWay(String path, int status, String code, String field) {
    refused(ZOO.get(Zoo.NOBODY, API + path), status, code, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "experiences | {\"domain\": \"it.refusals\", \"text\": 5} | field-unreadable | text",
        "experiences | {\"domain\": \"a\", \"text\": \"b\", \"confidence_bp\": 1.5} |"
            + " field-unreadable | confidence_bp",
        "experiences | {\"domain\": \"a\", \"text\": \"b\", \"confidence_bp\": 99999999999} |"
            + " field-unreadable | confidence_bp",
        "experiences | {\"domain\": \"a\", \"text\": \"b\", \"examples\": [5]} |"
            + " field-unreadable | examples[0]",
        "experiences | {\"text\": \"When a, do b.\"} | field-missing | domain",
        "experiences | `` | body-unreadable |",
        "experiences | [] | body-unreadable |",
        "experiences/check | {\"text\": [\"x\"], \"domain\": \"a\"} | field-unreadable | text",
        "libraries/keeper.signs/merges | {\"representative\": \"x\"} | field-unreadable |"
            + " representative",
        "libraries/keeper.signs/merges | {\"representative\":"
            + " \"00000000-0000-0007-0000-000000000007\", \"others\": [null]} | field-missing |"
            + " others[0]",
        "libraries/keeper.signs/merges | {} | field-missing | representative",
        "libraries/keeper.signs/rollbacks | {\"version\": \"1\"} | field-unreadable | version",
        "libraries/keeper.signs/rollbacks | {} | field-missing | version",
        "libraries/search | {\"text\": \"x\", \"k\": 0} | value-out-of-range | k",
        "libraries/search | {\"text\": \"x\", \"authors\": [\"x\"]} | field-unreadable | authors[0]"
      })
  void whatIsSentInAWrongWay(String path, String body, String code, String field) {
    refused(ZOO.post("lin", API + path, body), 400, code, field);
  }

  /** An unknown field that never ends once took a thread of the server for good. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": {", "{\"x\": [", "{\"x\": {\"y\": [1, 2"})
  void aBodyThatBreaksOffIsAnswered(String body) throws Exception {
    HttpResponse<String> answer = send("application/json", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("body-unreadable");
  }

  @Test
  void aBodyOfAnotherKindOrSizeIsRefused() throws Exception {
    assertThat(send("text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(send("application/json", "{\"x\":\"" + "x".repeat(1 << 20) + "\"}").statusCode())
        .isEqualTo(413);
  }

  @Test
  void theTableHasAColumnForEachCell() {
    String[] lines =
        ZOO.get(Zoo.NOBODY, API + "experiences.csv?domain=keeper.signs")
            .expect(200)
            .body()
            .split("\r\n");
    assertThat(lines[0].split(",")).contains("quality_bp", "earned");
    assertThat(lines[1].replaceAll("\"[^\"]*\"", "").split(",", -1))
        .hasSameSizeAs(lines[0].split(","));
  }

  private static HttpResponse<String> send(String type, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ZOO.portal()).resolve(API + "experiences/check"))
            .header("Authorization", ZOO.authorization("lin"))
            .header("Content-Type", type)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static void refused(Reply reply, int status, String code, String field) {
    JsonObject problem = reply.expect(status).json();
    assertThat(problem.getString("code")).isEqualTo(code);
    JsonArray errors = problem.getJsonArray("errors");
    assertThat(
            errors.stream()
                .map(JsonValue::asJsonObject)
                .map(one -> one.getString("field"))
                .toList())
        .isEqualTo(field == null ? List.of() : List.of(field));
  }
}
