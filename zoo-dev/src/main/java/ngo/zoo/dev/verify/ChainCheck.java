package ngo.zoo.dev.verify;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import ngo.zoo.log.Anchor;
import ngo.zoo.log.ProofCheck;
import ngo.zoo.log.ProofCheck.Outcome;
import ngo.zoo.log.ProofFile;

/** Asks a chain of the reader's choice whether the anchored root stands there. */
final class ChainCheck implements AutoCloseable {
  private static final String NAME = "chain";
  // First four bytes of keccak256("rootOf(uint64)").
  private static final String ROOT_OF = "0x9d7384d9";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final URI endpoint;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  private ChainCheck(URI endpoint) {
    this.endpoint = endpoint;
  }

  static ProofCheck run(ProofFile file, URI endpoint) {
    Anchor anchor = file.anchor();
    if (anchor == null) {
      return new ProofCheck(NAME, Outcome.SKIPPED, "The file names no anchor to look up");
    }
    try (ChainCheck chain = new ChainCheck(endpoint)) {
      return chain.compare(anchor);
    } catch (IOException | JsonException | IllegalArgumentException e) {
      return failed("The chain did not answer: " + e.getMessage());
    }
  }

  private ProofCheck compare(Anchor anchor) throws IOException {
    BigInteger chainId = new BigInteger(ask("eth_chainId", "[]").substring(2), 16);
    if (!chainId.equals(BigInteger.valueOf(anchor.chainId()))) {
      return failed("The endpoint is of chain " + chainId + ", not " + anchor.chainId());
    }
    String data = ROOT_OF + "%064x".formatted(anchor.treeSize());
    String call = "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]".formatted(anchor.contract(), data);
    return ask("eth_call", call).equals("0x" + anchor.root())
        ? new ProofCheck(NAME, Outcome.PASSED, "The registry on the chain holds the root")
        : failed("The registry on the chain does not hold the root");
  }

  /** One JSON-RPC call whose result is a string. */
  private String ask(String method, String parameters) throws IOException {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    JsonObject answer = Json.createReader(new StringReader(post(request).body())).readObject();
    if (!answer.containsKey("result")) {
      throw new IOException(method + " was answered without a result");
    }
    return answer.getString("result");
  }

  private HttpResponse<String> post(String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ProofCheck failed(String detail) {
    return new ProofCheck(NAME, Outcome.FAILED, detail);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
