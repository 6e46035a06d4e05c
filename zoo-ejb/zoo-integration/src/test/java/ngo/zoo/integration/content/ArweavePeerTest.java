package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives on a test network of others (npm arlocal), from the signature to the bytes it serves.
 */
class ArweavePeerTest {
  private static final Path WALLET = Path.of("src/test/resources/test-wallet.json");
  private static final int MEBI = 1024 * 1024;

  @TempDir private static Path data;
  private static PeerServer network;
  private static Http http;

  private final MemoryCopies copies = new MemoryCopies();

  @BeforeAll
  static void start() throws IOException {
    network = PeerServer.start("arweave.mjs", data);
    http = new Http(network.url());
    http.get("/mint/" + ArweaveWallet.read(WALLET).address() + "/1000000000000000");
  }

  @AfterAll
  static void stop() throws Exception {
    if (http != null) {
      http.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void takesMinesAndServesASmallArchive() throws IOException {
    Version version = new Version("keeper.signs", 3);
    Versions versions = new Versions();
    assertThat(archived(version, versions)).isEqualTo(archive(version, versions));
    assertThat(copies.sent(version).chunks()).isZero();
    try (var reader = Json.createReader(new StringReader(found(version)))) {
      assertThat(reader.readObject().toString()).contains(id(version));
    }
  }

  @Test
  void takesChunksOfAnArchiveOfMoreThanTenMebibytes() throws IOException {
    Version version = new Version("keeper.large", 3);
    Versions versions = new Versions("long ".repeat(8000));
    byte[] archive = archive(version, versions);
    assertThat(archive).hasSizeGreaterThan(10 * MEBI);

    assertThat(archived(version, versions)).isEqualTo(archive);

    assertThat(copies.sent(version).chunks())
        .isEqualTo(Math.ceilDiv(archive.length, ChunkPlan.LARGEST));
  }

  /** Visits until it counts as stored, and fetches what the network serves then. */
  private byte[] archived(Version version, Versions versions) throws IOException {
    ArweaveCopies service = new ArweaveCopies(versions, copies, network.url(), WALLET);
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!copies.stored.containsKey(version) && Instant.now().isBefore(deadline)) {
      visit(service, version);
      http.get("/mine");
    }
    assertThat(copies.stored).containsEntry(version, id(version));
    byte[] served = service.archive(id(version));
    service.disconnect();
    return served;
  }

  private static void visit(ArweaveCopies service, Version version) {
    String fact = "{\"domain\":\"%s\",\"number\":%d}".formatted(version.domain(), version.number());
    try {
      service.handle(CopyStore.FACT, UUID.randomUUID(), fact);
    } catch (TryLater waiting) {
      assertThat(waiting).hasMessageNotContaining("offline");
    }
  }

  /** As others find it: by its tags. */
  private static String found(Version version) throws IOException {
    String query =
        "{\"query\":\"{transactions(tags:[{name:\\\"Library\\\",values:[\\\"%s\\\"]},"
            + "{name:\\\"Version\\\",values:[\\\"%d\\\"]}]){edges{node{id}}}}\"}";
    byte[] body =
        query.formatted(version.domain(), version.number()).getBytes(StandardCharsets.UTF_8);
    return new String(
        http.post("/graphql", "application/json", body).body(), StandardCharsets.UTF_8);
  }

  private String id(Version version) {
    return copies.signed(version).orElseThrow().itemId();
  }

  private static byte[] archive(Version version, Versions versions) {
    VersionManifest manifest = versions.manifest(version.domain(), version.number());
    return versions.archive(manifest);
  }
}
