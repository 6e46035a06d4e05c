package ngo.zoo.integration.content;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.content.CopyService;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.shared.TryLater;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Archives library versions on Arweave, each as one signed data item that holds the version's CAR.
 * While the gateway is away the fact waits in the outbox; one visit makes one step.
 */
@ApplicationScoped
public class ArweaveCopies implements CopyService, StoreReader {
  // So that others have their turn, and well within the relay's transaction.
  private static final Duration VISIT = Duration.ofMinutes(1);

  @Inject VersionSource versions;
  @Inject VersionCopies copies;

  @Inject
  @ConfigProperty(name = "zoo.arweave.gateway-url")
  Optional<String> url;

  @Inject
  @ConfigProperty(name = "zoo.arweave.key-file")
  Optional<String> keyFile;

  @Inject
  @ConfigProperty(name = "zoo.arweave.confirmations", defaultValue = "1")
  int confirmations;

  private record Connection(ArweaveClient gateway, ArweaveWallet wallet) {}

  private @Nullable Connection connected;

  /** For the container. */
  protected ArweaveCopies() {}

  ArweaveCopies(VersionSource versions, VersionCopies copies, String url, Path keyFile) {
    this.versions = versions;
    this.copies = copies;
    this.url = Optional.of(url);
    this.keyFile = Optional.of(keyFile.toString());
    this.confirmations = 1;
  }

  @Override
  public CopyStore store() {
    return CopyStore.ARWEAVE;
  }

  @Override
  public boolean isConfigured() {
    return url.isPresent();
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    Version version = copies.version(payload);
    VersionManifest manifest = versions.manifest(version.domain(), version.number());
    Connection to = connection();
    try {
      String id =
          new ArweaveLane(to.gateway(), to.wallet(), copies, confirmations, VISIT)
              .advance(version, new Archive(versions, manifest));
      copies.stored(version, CopyStore.ARWEAVE, id);
    } catch (IOException e) {
      throw new TryLater("Arweave is offline: " + e);
    }
  }

  @Override
  public byte[] archive(String address) throws IOException {
    return connection().gateway().data(address);
  }

  private synchronized Connection connection() {
    Connection connection = connected;
    if (connection == null) {
      String gateway =
          url.orElseThrow(
              () -> new TryLater("No Arweave gateway is configured (zoo.arweave.gateway-url)"));
      String file =
          keyFile.orElseThrow(
              () ->
                  new IllegalStateException("zoo.arweave.gateway-url needs zoo.arweave.key-file"));
      connection = new Connection(new ArweaveClient(gateway), ArweaveWallet.read(Path.of(file)));
      connected = connection;
    }
    return connection;
  }

  @PreDestroy
  synchronized void disconnect() {
    if (connected != null) {
      connected.gateway().close();
      connected = null;
    }
  }
}
