package ngo.zoo.dev.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private JsonObject vectors;

  @BeforeEach
  void readVectors() throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(Path.of("../docs/vectors/proofs.json")))) {
      vectors = reader.readObject();
    }
  }

  @Test
  void exitStatusFollowsThePublishedVectors() throws IOException {
    for (JsonObject proof : vectors.getJsonArray("cases").getValuesAs(JsonObject.class)) {
      boolean good = proof.getJsonArray("failed").isEmpty();
      assertThat(run(arguments(proof))).as(proof.getString("name")).isEqualTo(good ? 0 : 1);
      assertThat(lastLine()).isEqualTo(good ? "verified" : "not verified");
    }
    for (JsonObject proof : vectors.getJsonArray("refused").getValuesAs(JsonObject.class)) {
      assertThat(run(write(proof.getString("file")))).as(proof.getString("name")).isEqualTo(1);
      assertThat(lastLine()).startsWith("not verified");
    }
  }

  @Test
  void printsEachCheck() throws IOException {
    run(arguments(named("experience")));
    assertThat(printed.toString(UTF_8))
        .contains("passed   record", "passed   inclusion", "passed   checkpoint", "passed   key")
        .contains("passed   experience", "passed   anchor");
  }

  @Test
  void asksTheChainOnlyWhenToldTo() throws IOException {
    JsonObject proof = named("receipt, anchored");
    JsonReader reader = Json.createReader(new java.io.StringReader(proof.getString("file")));
    String root = reader.readObject().getJsonObject("anchor").getString("root");
    assertThat(runWithChain(proof, "0x7a69", "0x" + root)).isZero();
    assertThat(printed.toString(UTF_8)).contains("passed   chain");
    assertThat(runWithChain(proof, "0x7a69", "0x" + "0".repeat(64))).isEqualTo(1);
    assertThat(runWithChain(proof, "0x1", "0x" + root)).isEqualTo(1);
  }

  @Test
  void aChainThatDoesNotAnswerIsAFailedCheck() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(arguments(named("experience"))));
    arguments.addAll(List.of("--rpc", "http://127.0.0.1:1"));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(1);
    assertThat(printed.toString(UTF_8)).contains("failed   chain");
  }

  @Test
  void saysHowItIsCalled() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("a", "b")).isEqualTo(2);
    assertThat(run("a", "--key")).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).contains("Usage: ./zoo verify FILE");
  }

  @Test
  void aMissingFileIsNotVerified() {
    assertThat(run(folder.resolve("none.json").toString())).isEqualTo(1);
  }

  private int runWithChain(JsonObject proof, String chainId, String root) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String result = request.contains("eth_chainId") ? chainId : answer(request, root);
          byte[] answer =
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"%s\"}".formatted(result).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      List<String> arguments = new ArrayList<>(List.of(arguments(proof)));
      arguments.addAll(List.of("--rpc", "http://127.0.0.1:" + server.getAddress().getPort()));
      return run(arguments.toArray(String[]::new));
    } finally {
      server.stop(0);
    }
  }

  /** The selector of rootOf(uint64) as the contract's compiler gives it, then the tree size 11. */
  private static String answer(String request, String root) {
    return request.contains("\"0x9d7384d9" + "0".repeat(63) + "b\"") ? root : "0x";
  }

  private int run(String... arguments) {
    return VerifyCommand.run(new PrintStream(printed, true, UTF_8), arguments);
  }

  private String[] arguments(JsonObject proof) throws IOException {
    String file = write(proof.getString("file"));
    return proof.isNull("key")
        ? new String[] {file}
        : new String[] {file, "--key", proof.getString("key")};
  }

  private String write(String content) throws IOException {
    return Files.writeString(folder.resolve("proof.json"), content).toString();
  }

  private JsonObject named(String name) {
    return vectors.getJsonArray("cases").getValuesAs(JsonObject.class).stream()
        .filter(proof -> proof.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String lastLine() {
    return printed.toString(UTF_8).lines().toList().getLast();
  }
}
