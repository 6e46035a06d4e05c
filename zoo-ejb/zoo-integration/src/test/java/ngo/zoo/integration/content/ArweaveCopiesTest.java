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
import ngo.zoo.content.VersionCopies.Sent;
import ngo.zoo.content.VersionCopies.Signed;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArweaveCopiesTest {
  private static final Path WALLET = Path.of("src/test/resources/test-wallet.json");
  private static final Version VERSION = new Version("keeper.signs", 3);
  private static final String FACT = "{\"domain\":\"keeper.signs\",\"number\":3}";

  private static final String MUCH = "much ".repeat(800);

  /** In five chunks. */
  private static final Version LARGE_VERSION = new Version("keeper.large", 3);

  private static final String LARGE = "{\"domain\":\"keeper.large\",\"number\":3}";

  private final Versions versions = new Versions();
  private final MemoryCopies copies = new MemoryCopies();
  private ArweaveStub gateway;
  private ArweaveCopies service;
  private ArweaveCopies large;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    gateway = new ArweaveStub();
    service = new ArweaveCopies(versions, copies, gateway.url(), WALLET);
    large = new ArweaveCopies(new Versions(MUCH), copies, gateway.url(), WALLET);
  }

  @AfterEach
  void stop() {
    service.disconnect();
    large.disconnect();
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

  @Test
  void aRetryContinuesWithTheChunksThatAreMissing() {
    gateway.mostChunks = 2;
    assertWaits(large, LARGE, "offline");
    assertThat(copies.sent(LARGE_VERSION).chunks()).isEqualTo(2);
    gateway.mostChunks = Integer.MAX_VALUE;
    assertWaits(large, LARGE, "Sent the rest");
    assertThat(gateway.places).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(3);
    assertThat(gateway.sent).isEqualTo(1);
    gateway.mine();
    handle(large, LARGE);
    assertThat(copies.stored).containsKey(LARGE_VERSION);
  }

  @Test
  void aVisitEndsWhenItsTimeIsOver() throws IOException {
    try (ArweaveClient client = new ArweaveClient(gateway.url())) {
      ArweaveLane lane =
          new ArweaveLane(client, ArweaveWallet.read(WALLET), copies, 1, Duration.ZERO);
      for (int visit = 1; visit < 4; visit++) {
        assertThatThrownBy(() -> lane.advance(LARGE_VERSION, largeArchive()))
            .isInstanceOf(TryLater.class)
            .hasMessageContaining("Sent " + visit + " of ");
        assertThat(gateway.places).hasSize(visit).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void whatTheGatewayLostIsSentAgainAfterAWhile() {
    assertWaits(large, LARGE, "Sent");
    int all = gateway.places.size();
    gateway.lose(gateway.places.get(1));
    gateway.mine();
    assertWaits(large, LARGE, "does not serve");
    assertWaits(large, LARGE, "does not serve");
    assertThat(gateway.places).hasSize(all);
    copies.sent.put(LARGE_VERSION, new Sent(all, Instant.now().minus(Duration.ofHours(4))));
    assertWaits(large, LARGE, "does not serve");
    assertWaits(large, LARGE, "Sent the rest");
    assertThat(gateway.places).hasSize(2 * all);
    gateway.mine();
    handle(large, LARGE);
    assertThat(copies.stored).containsKey(LARGE_VERSION);
  }

  @Test
  void anArchiveThatIsNotWhatWasSignedIsNotSent() {
    gateway.mostChunks = 1;
    assertWaits(large, LARGE, "offline");
    ArweaveCopies changed =
        new ArweaveCopies(new Versions(MUCH.replace('m', 'M')), copies, gateway.url(), WALLET);
    assertThatThrownBy(() -> handle(changed, LARGE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not what was signed");
    changed.disconnect();
    assertThat(gateway.places).hasSize(1);
  }

  private void assertWaits(String why) {
    assertWaits(service, FACT, why);
  }

  private static void assertWaits(ArweaveCopies service, String fact, String why) {
    assertThatThrownBy(() -> handle(service, fact))
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

  private static Archive largeArchive() {
    Versions much = new Versions(MUCH);
    return new Archive(much, much.manifest(LARGE_VERSION.domain(), LARGE_VERSION.number()));
  }

  private static void handle(ArweaveCopies service) {
    handle(service, FACT);
  }

  private static void handle(ArweaveCopies service, String fact) {
    service.handle(CopyStore.FACT, UUID.randomUUID(), fact);
  }
}
