package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IpfsCopiesTest {
  private static final Version VERSION = new Version("keeper.signs", 2);
  private static final String FACT = "{\"domain\":\"keeper.signs\",\"number\":2}";

  private final Versions versions = new Versions();
  private final MemoryCopies copies = new MemoryCopies();
  private KuboStub daemon;
  private IpfsCopies service;

  @BeforeEach
  void start() throws IOException {
    daemon = new KuboStub();
    service = new IpfsCopies(versions, copies, daemon.url());
  }

  @AfterEach
  void stop() {
    service.disconnect();
    daemon.close();
  }

  @Test
  void pinsTheWholeVersionUnderItsManifest() {
    handle(service);
    Car car = Car.parse(versions.archive(manifest()));
    assertThat(daemon.blocks.values()).containsExactlyInAnyOrderElementsOf(car.blocks());
    assertThat(daemon.pins).containsExactlyInAnyOrderElementsOf(car.roots());
    assertThat(copies.stored).containsExactly(java.util.Map.entry(VERSION, root()));
    handle(service);
    assertThat(daemon.blocks).hasSize(202);
  }

  @Test
  void waitsWhileTheDaemonIsAway() {
    daemon.close();
    assertThatThrownBy(() -> handle(service))
        .isInstanceOf(TryLater.class)
        .hasMessageContaining("offline");
    assertThat(copies.stored).isEmpty();
  }

  @Test
  void failsWhenTheDaemonDoesNotPin() {
    daemon.pinError = "no space left";
    assertThatThrownBy(() -> handle(service))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no space left");
    daemon.pinError = "";
    daemon.status = 500;
    assertThatThrownBy(() -> handle(service))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("out of order");
    assertThat(copies.stored).isEmpty();
    daemon.status = 200;
    handle(service);
    assertThat(copies.stored).containsKey(VERSION);
  }

  @Test
  void servesTheListenerOfItsStore() {
    assertThat(service.listener()).isEqualTo("ipfs").isEqualTo(CopyStore.IPFS.listener());
    assertThat(service.isConfigured()).isTrue();
  }

  private VersionManifest manifest() {
    return versions.manifest(VERSION.domain(), VERSION.number());
  }

  private String root() {
    return manifest().block().cid().text();
  }

  private static void handle(IpfsCopies service) {
    service.handle(CopyStore.FACT, UUID.randomUUID(), FACT);
  }
}
