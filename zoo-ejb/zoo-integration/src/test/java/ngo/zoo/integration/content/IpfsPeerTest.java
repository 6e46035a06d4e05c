package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions pinned on a daemon of others that speaks Kubo's RPC (npm ipfs-core). */
class IpfsPeerTest {
  private static final Version VERSION = new Version("keeper.signs", 2);
  private static final String FACT = "{\"domain\":\"keeper.signs\",\"number\":2}";

  private final Versions versions = new Versions();
  private final VersionManifest manifest = versions.manifest(VERSION.domain(), VERSION.number());
  private final MemoryCopies copies = new MemoryCopies();
  @TempDir Path data;
  private PeerServer daemon;
  private IpfsCopies service;

  @BeforeEach
  void start() throws IOException {
    daemon = PeerServer.start("ipfs.mjs", data);
    service = new IpfsCopies(versions, copies, daemon.url());
  }

  @AfterEach
  void stop() throws Exception {
    if (service != null) {
      service.disconnect();
      daemon.close();
    }
  }

  @Test
  void pinsTheVersionAndGivesItBack() throws IOException {
    String root = manifest.block().cid().text();
    Car ours = Car.parse(versions.archive(manifest));

    service.handle(CopyStore.FACT, UUID.randomUUID(), FACT);

    assertThat(copies.stored).containsEntry(VERSION, root);
    try (Http http = new Http(daemon.url())) {
      http.post("/api/v0/repo/gc", "text/plain", new byte[0]);
      for (Block block : ours.blocks()) {
        assertThat(
                http.post("/api/v0/block/get?arg=" + block.cid(), "text/plain", new byte[0]).body())
            .isEqualTo(block.bytes());
      }
    }
    assertThat(Car.parse(service.archive(root)).blocks())
        .containsExactlyInAnyOrderElementsOf(ours.blocks());
  }
}
