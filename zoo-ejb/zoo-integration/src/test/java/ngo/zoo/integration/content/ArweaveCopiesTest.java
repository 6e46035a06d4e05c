package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies.Signed;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class ArweaveCopiesTest {
  private static final Path WALLET = Path.of("src/test/resources/test-wallet.json");
  private static final Version VERSION = new Version("keeper.signs", 3);
  private static final String FACT = "{\"domain\":\"keeper.signs\",\"number\":3}";

  private final Versions versions = new Versions();
  private final MemoryCopies copies = new MemoryCopies();
  private ArweaveStub gateway;
  private ArweaveCopies service;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    gateway = new ArweaveStub();
    service = new ArweaveCopies(versions, copies, gateway.url(), WALLET);
  }

  @AfterEach
  void stop() {
    service.disconnect();
    gateway.close();
  }

  @Test
  void isStoredOnceTheGatewayServesTheVeryBytes() {
    assertWaits("Sent");
    assertWaits("Waiting for a block");
    gateway.mine();
    handle(service);
    assertThat(copies.stored).containsExactly(Map.entry(VERSION, signed().itemId()));
    assertThat(gateway.sent).isEqualTo(1);
    handle(service);
    assertThat(gateway.mined).hasSize(1);
  }

  @Test
  void whatTheNetworkForgotIsSentAgainAsItWas() {
    assertWaits("Sent");
    JsonObject first = gateway.waiting.values().iterator().next();
    gateway.waiting.clear();
    assertWaits("Sent");
    assertThat(gateway.waiting.values()).containsExactly(first);
  }

  @Test
  void isSignedAnewOnlyWhenItIsTooOldToBeTaken() {
    assertWaits("Sent");
    Signed before = signed();
    gateway.waiting.clear();
    copies.signed.put(
        VERSION,
        new Signed(
            before.itemId(),
            before.transactionId(),
            before.text(),
            Instant.now().minus(Duration.ofHours(4))));
    assertWaits("Sent");
    assertThat(signed().transactionId()).isNotEqualTo(before.transactionId());
  }

  @Test
  void whatWasSignedIsKeptWhileTheGatewayIsAway() {
    assertWaits("Sent");
    Signed kept = signed();
    gateway.close();
    assertWaits("offline");
    assertThat(signed()).isEqualTo(kept);
    assertThat(copies.stored).isEmpty();
  }

  @Test
  void librariesOfOthersVerifyTransactionBundleAndItem() throws Exception {
    assertWaits("Sent");
    JsonObject transaction = gateway.waiting.values().iterator().next();
    Path file = Files.writeString(folder.resolve("tx.json"), transaction.toString());

    JsonObject seen = Peers.run("verify-archive.mjs", file);

    assertThat(List.of("transaction", "root", "bundle", "item"))
        .allSatisfy(check -> assertThat(seen.getBoolean(check)).as(check).isTrue());
    assertThat(seen.getInt("items")).isEqualTo(1);
    assertThat(seen.getString("id")).isEqualTo(signed().itemId());
    assertThat(seen.getString("data")).isEqualTo(HexFormat.of().formatHex(archive()));
    assertThat(seen.getJsonArray("tags").getValuesAs(JsonObject.class))
        .extracting(tag -> tag.getString("name") + "=" + tag.getString("value"))
        .contains("Content-Type=application/vnd.ipld.car", "Library=keeper.signs", "Version=3");
  }

  @Test
  void refusesAKeyFileOfAnotherForm() throws IOException {
    Path other = Files.writeString(folder.resolve("wallet.json"), "{\"n\":\"AQAB\"}");
    ArweaveCopies wrong = new ArweaveCopies(versions, copies, gateway.url(), other);
    assertThatThrownBy(() -> handle(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zoo.arweave.key-file")
        .hasMessageNotContaining("AQAB");
  }

  /** ZOO_ARWEAVE_GATEWAY names a test network with free tokens: npm arlocal. */
  @Test
  @EnabledIfEnvironmentVariable(named = "ZOO_ARWEAVE_GATEWAY", matches = "http.*")
  void aTestNetworkTakesMinesAndServesIt() throws IOException {
    String url = System.getenv("ZOO_ARWEAVE_GATEWAY");
    ArweaveCopies real = new ArweaveCopies(versions, copies, url, WALLET);
    try (Http http = new Http(url)) {
      http.get("/mint/" + ArweaveWallet.read(WALLET).address() + "/1000000000000000");
      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (copies.stored.isEmpty() && Instant.now().isBefore(deadline)) {
        tryOnce(real);
        http.get("/mine");
      }
    }
    assertThat(copies.stored).containsEntry(VERSION, signed().itemId());
    real.disconnect();
  }

  private static void tryOnce(ArweaveCopies real) {
    try {
      handle(real);
    } catch (TryLater waiting) {
      assertThat(waiting).hasMessageNotContaining("offline");
    }
  }

  private void assertWaits(String why) {
    assertThatThrownBy(() -> handle(service))
        .isInstanceOf(TryLater.class)
        .hasMessageContaining(why);
  }

  private Signed signed() {
    return copies.signed(VERSION).orElseThrow();
  }

  private byte[] archive() {
    VersionManifest manifest = versions.manifest(VERSION.domain(), VERSION.number());
    return versions.archive(manifest);
  }

  private static void handle(ArweaveCopies service) {
    service.handle(CopyStore.FACT, UUID.randomUUID(), FACT);
  }
}
