package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.shared.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinningServiceTest {
  private static final Version VERSION = new Version("keeper.signs", 2);
  private static final String FACT = "{\"domain\":\"keeper.signs\",\"number\":2}";

  private final Versions versions = new Versions();
  private final MemoryCopies copies = new MemoryCopies();
  private final String root = versions.manifest("keeper.signs", 2).block().cid().text();
  private PinningStub service;
  private KuboStub daemon;
  private Path token;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    service = new PinningStub();
    daemon = new KuboStub();
    token = Files.writeString(folder.resolve("token"), PinningStub.TOKEN + "\n");
  }

  @AfterEach
  void stop() {
    service.close();
    daemon.close();
  }

  private IpfsCopies pinning(Optional<String> kubo) {
    return new IpfsCopies(
        versions, copies, kubo, Optional.of(service.url()), Optional.of(token.toString()));
  }

  @Test
  void asksOnceAndWaitsUntilTheServiceIsDone() {
    IpfsCopies pinning = pinning(Optional.empty());
    assertThat(pinning.isConfigured()).isTrue();
    for (String state : new String[] {"queued", "queued", "pinning"}) {
      service.become(state);
      assertThatThrownBy(() -> handle(pinning)).isInstanceOf(TryLater.class);
    }
    assertThat(copies.stored).isEmpty();
    service.become("pinned");
    handle(pinning);

    assertThat(copies.stored).containsExactly(Map.entry(VERSION, root));
    assertThat(service.pins).hasSize(1);
    JsonObject pin = service.pin("request-1");
    assertThat(pin.getString("cid")).isEqualTo(root);
    assertThat(pin.getString("name")).isEqualTo("zoo keeper.signs 2");
    pinning.disconnect();
  }

  @Test
  void afterTheDaemonItFetchesFromThere() {
    service.next = "pinned";
    IpfsCopies both = pinning(Optional.of(daemon.url()));
    handle(both);
    assertThat(daemon.pins).hasSize(2);
    assertThat(service.pin("request-1").getJsonArray("origins").getString(0))
        .isEqualTo("/ip4/127.0.0.1/tcp/4001/p2p/Qm1");
    assertThat(copies.stored).containsKey(VERSION);
    both.disconnect();
  }

  @Test
  void whatFailedIsRemovedAndAskedForAnew() {
    IpfsCopies pinning = pinning(Optional.empty());
    service.next = "failed";
    assertThatThrownBy(() -> handle(pinning))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not pin " + root);
    assertThat(service.removed).containsExactly("request-1");
    service.next = "pinned";
    handle(pinning);
    assertThat(service.pins).hasSize(2);
    assertThat(copies.stored).containsKey(VERSION);
    pinning.disconnect();
  }

  @Test
  void aServiceThatIsAwayOrOverloadedIsAskedLater() {
    IpfsCopies pinning = pinning(Optional.empty());
    for (int status : new int[] {429, 500, 503}) {
      service.status = status;
      assertThatThrownBy(() -> handle(pinning))
          .isInstanceOf(TryLater.class)
          .hasMessageContaining("HTTP " + status);
    }
    service.close();
    assertThatThrownBy(() -> handle(pinning)).isInstanceOf(TryLater.class);
    assertThat(copies.stored).isEmpty();
    pinning.disconnect();
  }

  @Test
  void aWrongTokenOrNoneIsNamed() throws IOException {
    Files.writeString(token, "another");
    IpfsCopies wrong = pinning(Optional.empty());
    assertThatThrownBy(() -> handle(wrong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("UNAUTHORIZED");
    wrong.disconnect();
    IpfsCopies none =
        new IpfsCopies(
            versions, copies, Optional.empty(), Optional.of(service.url()), Optional.empty());
    assertThatThrownBy(() -> handle(none)).hasMessageContaining("zoo.ipfs.pinning-token-file");
  }

  @Test
  void theDaemonGivesTheArchiveBackToTheAudit() throws IOException {
    IpfsCopies both = pinning(Optional.of(daemon.url()));
    service.next = "pinned";
    handle(both);
    assertThat(Car.parse(both.archive(root)).blocks()).hasSize(202);
    assertThatThrownBy(() -> pinning(Optional.empty()).archive(root))
        .isInstanceOf(IOException.class);
    both.disconnect();
  }

  private static void handle(IpfsCopies service) {
    service.handle(CopyStore.FACT, UUID.randomUUID(), FACT);
  }
}
