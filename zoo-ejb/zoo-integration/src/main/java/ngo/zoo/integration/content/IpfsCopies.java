package ngo.zoo.integration.content;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyService;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionCopies;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;
import ngo.zoo.log.Cid;
import ngo.zoo.shared.TryLater;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Pins library versions on an IPFS daemon that speaks Kubo's RPC. A version that is pinned already
 * is handed over again to no effect. While the daemon is away the fact waits in the outbox.
 */
@ApplicationScoped
public class IpfsCopies implements CopyService {
  @Inject VersionSource versions;
  @Inject VersionCopies copies;

  @Inject
  @ConfigProperty(name = "zoo.ipfs.api-url")
  Optional<String> url;

  private @Nullable KuboClient connected;

  /** For the container. */
  protected IpfsCopies() {}

  IpfsCopies(VersionSource versions, VersionCopies copies, String url) {
    this.versions = versions;
    this.copies = copies;
    this.url = Optional.of(url);
  }

  @Override
  public CopyStore store() {
    return CopyStore.IPFS;
  }

  @Override
  public boolean isConfigured() {
    return url.isPresent();
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    Version version = copies.version(payload);
    VersionManifest manifest = versions.manifest(version.domain(), version.number());
    List<Cid> roots = Car.roots(manifest);
    try {
      KuboClient daemon = daemon();
      daemon.importPinned(versions.archive(manifest), roots);
      for (Cid root : roots) {
        if (!daemon.isPinned(root)) {
          throw new TryLater("IPFS has not pinned " + root + " of " + version + " yet");
        }
      }
    } catch (IOException e) {
      throw new TryLater("IPFS is offline: " + e);
    }
    copies.stored(version, CopyStore.IPFS, roots.getFirst().text());
  }

  private synchronized KuboClient daemon() {
    KuboClient client = connected;
    if (client == null) {
      client =
          new KuboClient(
              url.orElseThrow(
                  () -> new TryLater("No IPFS daemon is configured (zoo.ipfs.api-url)")));
      connected = client;
    }
    return client;
  }

  @PreDestroy
  synchronized void disconnect() {
    if (connected != null) {
      connected.close();
      connected = null;
    }
  }
}
