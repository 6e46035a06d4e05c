package ngo.zoo.dev.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import ngo.zoo.ledger.audit.ChainRoots.Answer;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.log.Anchor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerCommandTest {
  private static final String ROOT = "ab".repeat(32);
  private static final String GENESIS = "0x" + "11".repeat(32);
  private HttpServer server;
  private String root = ROOT;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] answer = (path.equals("/") ? rpc(asked) : path).getBytes(UTF_8);
          exchange.sendResponseHeaders(path.equals("/gone") ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String rpc(String asked) {
    String result =
        asked.contains("eth_chainId")
            ? "\"0x7a69\""
            : asked.contains("eth_getBlockByNumber")
                ? "{\"hash\":\"" + GENESIS + "\"}"
                : "\"0x" + root + "\"";
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Test
  void theChainIsHeldAgainstTheAnchor() throws IOException {
    try (Web web = new Web()) {
      assertThat(compare(web, 31337, GENESIS)).isEqualTo(Answer.STANDS);
      assertThat(compare(web, 31337, "")).isEqualTo(Answer.STANDS);
      assertThat(compare(web, 1, GENESIS)).isEqualTo(Answer.OTHER_CHAIN);
      assertThat(compare(web, 31337, "0x22")).isEqualTo(Answer.OTHER_CHAIN);
      root = "cd".repeat(32);
      assertThat(compare(web, 31337, GENESIS)).isEqualTo(Answer.DIFFERS);
      stop();
      assertThatThrownBy(() -> compare(web, 31337, GENESIS)).isInstanceOf(IOException.class);
    }
  }

  private Answer compare(Web web, long chainId, String genesis) throws IOException {
    Anchor anchor =
        new Anchor(chainId, "0x" + "aa".repeat(20), "0x" + "bb".repeat(32), 7, 22, ROOT);
    return new JsonRpcRoots(web, url() + "/").compare(anchor, genesis);
  }

  @Test
  void storesAreAskedAtTheirOwnAddresses() throws IOException {
    try (Web web = new Web()) {
      assertThat(web.ipfs(url()).archive("bafy"))
          .isEqualTo("/api/v0/dag/export?arg=bafy".getBytes(UTF_8));
      assertThat(web.arweave(url()).archive("item")).isEqualTo("/item".getBytes(UTF_8));
      assertThatThrownBy(() -> web.arweave(url()).archive("gone"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("HTTP 404");
    }
  }

  @Test
  void optionsAreUnderstoodOrNamed() {
    LedgerOptions options =
        LedgerOptions.of(List.of("mirror", "--json", "--key", "k", "--rpc", "r"));
    assertThat(options).isEqualTo(new LedgerOptions(Path.of("mirror"), "k", "r", null, null, true));
    for (List<String> wrong : List.of(List.of("--fast"), List.of("a", "b"), List.of("--key"))) {
      assertThat(LedgerCommand.run(wrong, System.out)).isEqualTo(2);
    }
  }

  @Test
  void theReportNamesWhatDiffersForPeopleAndPrograms() {
    List<LedgerFinding> findings =
        List.of(
            new LedgerFinding(LedgerCheck.NODES, 1200, 101, List.of("node 0/5: hash"), 0, null, 4),
            new LedgerFinding(LedgerCheck.CHAIN, 0, 0, List.of(), 3, "no chain to ask", 1));
    assertThat(text(out -> LedgerReport.print(findings, out)))
        .contains("WRONG  nodes are the hashes of what is below them")
        .contains("1,200 compared, 101 differ")
        .contains("node 0/5: hash")
        .contains("and 100 more")
        .contains("3 skipped (no chain to ask)")
        .endsWith("The ledger is WRONG.\n");
    JsonObject json =
        Json.createReader(new StringReader(text(out -> LedgerReport.json(findings, out))))
            .readObject();
    assertThat(json.getBoolean("sound")).isFalse();
    assertThat(json.getJsonArray("findings").getJsonObject(0).getJsonArray("named").getString(0))
        .isEqualTo("node 0/5: hash");
  }

  private static String text(Consumer<PrintStream> report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.accept(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
