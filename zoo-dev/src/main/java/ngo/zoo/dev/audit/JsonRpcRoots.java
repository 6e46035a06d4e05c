package ngo.zoo.dev.audit;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.log.Anchor;
import org.jspecify.annotations.Nullable;

/** Asks the registry contract of an anchor by plain JSON-RPC. */
final class JsonRpcRoots implements ChainRoots {
  // First four bytes of keccak256("rootOf(uint64)").
  private static final String ROOT_OF = "0x9d7384d9";

  private record Chain(BigInteger id, String genesis) {}

  private final Web web;
  private final String endpoint;
  private @Nullable Chain known;

  JsonRpcRoots(Web web, String endpoint) {
    this.web = web;
    this.endpoint = endpoint;
  }

  @Override
  public Answer compare(Anchor anchor, String genesis) throws IOException {
    Chain chain = chain();
    if (!chain.id().equals(BigInteger.valueOf(anchor.chainId()))
        || !genesis.isEmpty() && !genesis.equalsIgnoreCase(chain.genesis())) {
      return Answer.OTHER_CHAIN;
    }
    String data = ROOT_OF + "%064x".formatted(anchor.treeSize());
    String call = "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]".formatted(anchor.contract(), data);
    return text(ask("eth_call", call)).equals("0x" + anchor.root())
        ? Answer.STANDS
        : Answer.DIFFERS;
  }

  private Chain chain() throws IOException {
    Chain chain = known;
    if (chain == null) {
      BigInteger id = new BigInteger(text(ask("eth_chainId", "[]")).substring(2), 16);
      JsonValue first = ask("eth_getBlockByNumber", "[\"0x0\",false]");
      chain = new Chain(id, first.asJsonObject().getString("hash"));
      known = chain;
    }
    return chain;
  }

  private static String text(JsonValue value) throws IOException {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw new IOException("a string was expected and not " + value);
  }

  private JsonValue ask(String method, String parameters) throws IOException {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    String answer = new String(web.post(endpoint, request), StandardCharsets.UTF_8);
    try (var reader = Json.createReader(new StringReader(answer))) {
      JsonObject object = reader.readObject();
      if (!object.containsKey("result")) {
        throw new IOException(method + " was answered without a result");
      }
      return object.get("result");
    } catch (JsonException | ClassCastException e) {
      throw new IOException(method + " was not answered by JSON", e);
    }
  }
}
