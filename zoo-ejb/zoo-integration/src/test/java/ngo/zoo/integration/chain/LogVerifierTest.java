package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** The contract on a real EVM judges every published vector as it must be judged. */
class LogVerifierTest {
  private static final Path ROOT = Path.of("../..");
  private static final String SENDER = ChainAnchorTest.PUBLISHED.getAddress();
  private static final String TRUE = "0x" + "0".repeat(63) + "1";
  private static final String FALSE = "0x" + "0".repeat(64);

  private static Anvil anvil;
  private static Web3j web3j;
  private static String contract;

  @BeforeAll
  static void deploy() throws IOException {
    anvil = Anvil.start();
    web3j =
        Web3j.build(
            new JsonRpcTransport(anvil.endpoint()), 15_000, new ScheduledThreadPoolExecutor(0));
    String code = "0x" + Files.readString(ROOT.resolve("contracts/artifacts/LogVerifier.bin"));
    // The first account is unlocked on a development chain.
    String hash =
        web3j
            .ethSendTransaction(
                new Transaction(
                    SENDER, null, null, BigInteger.valueOf(3_000_000), null, null, code))
            .send()
            .getTransactionHash();
    contract = mined(hash).getContractAddress();
  }

  private static TransactionReceipt mined(String hash) throws IOException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(deadline)) {
      Optional<TransactionReceipt> receipt =
          web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt();
      if (receipt.isPresent()) {
        return receipt.get();
      }
    }
    throw new AssertionError("The chain does not mine " + hash);
  }

  @AfterAll
  static void stop() {
    if (anvil != null) {
      web3j.shutdown();
      anvil.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trees.json", "mutations.json"})
  void inclusion(String file) throws IOException {
    List<JsonObject> vectors = vectors(file, "inclusion");
    assertThat(vectors).extracting(LogVerifierTest::isValid).contains(true, false);
    for (JsonObject vector : vectors) {
      judge(
          vector,
          "Inclusion",
          "VerifierNotIncluded(bytes32,uint64,uint64,bytes32)",
          List.of(
              hash(vector, "leaf_hash"),
              number(vector, "index"),
              number(vector, "size"),
              path(vector),
              hash(vector, "root")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trees.json", "mutations.json"})
  void consistency(String file) throws IOException {
    List<JsonObject> vectors = vectors(file, "consistency");
    assertThat(vectors).extracting(LogVerifierTest::isValid).contains(true, false);
    for (JsonObject vector : vectors) {
      judge(
          vector,
          "Consistency",
          "VerifierInconsistent(uint64,bytes32,uint64,bytes32)",
          List.of(
              number(vector, "old_size"),
              hash(vector, "old_root"),
              number(vector, "new_size"),
              hash(vector, "new_root"),
              path(vector)));
    }
  }

  @Test
  @SuppressWarnings("rawtypes")
  void leafHashes() throws IOException {
    for (JsonObject leaf : vectors("leaves.json", "leaves")) {
      EthCall answer = call("leafHash", List.of((Type) hash(leaf, "leaf_data")));
      assertThat(answer.getValue()).isEqualTo("0x" + leaf.getString("leaf_hash"));
    }
  }

  @SuppressWarnings("rawtypes")
  private static void judge(JsonObject vector, String what, String error, List<Type> parameters)
      throws IOException {
    assertThat(call("verify" + what, parameters).getValue())
        .as(vector.toString())
        .isEqualTo(isValid(vector) ? TRUE : FALSE);
    EthCall required = call("require" + what, parameters);
    if (isValid(vector)) {
      assertThat(required.hasError()).as(vector.toString()).isFalse();
    } else {
      assertThat(String.valueOf(required.getError().getData()))
          .as(vector.toString())
          .contains(Hash.sha3String(error).substring(2, 10));
    }
  }

  @SuppressWarnings("rawtypes")
  private static EthCall call(String name, List<Type> parameters) throws IOException {
    String data = FunctionEncoder.encode(new Function(name, parameters, List.of()));
    return web3j
        .ethCall(
            Transaction.createEthCallTransaction(SENDER, contract, data),
            DefaultBlockParameterName.LATEST)
        .send();
  }

  private static Bytes32 hash(JsonObject vector, String name) {
    return new Bytes32(HexFormat.of().parseHex(vector.getString(name)));
  }

  private static Uint64 number(JsonObject vector, String name) {
    return new Uint64(vector.getJsonNumber(name).bigIntegerValueExact());
  }

  private static DynamicArray<Bytes32> path(JsonObject vector) {
    return new DynamicArray<>(
        Bytes32.class,
        vector.getJsonArray("path").getValuesAs(JsonString.class).stream()
            .map(hash -> new Bytes32(HexFormat.of().parseHex(hash.getString())))
            .toList());
  }

  private static boolean isValid(JsonObject vector) {
    return vector.getBoolean("valid");
  }

  private static List<JsonObject> vectors(String file, String name) throws IOException {
    String text = Files.readString(ROOT.resolve("docs/vectors").resolve(file));
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject().getJsonArray(name).getValuesAs(JsonObject.class);
    }
  }
}
