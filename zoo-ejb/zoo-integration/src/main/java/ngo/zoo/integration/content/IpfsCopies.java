package ngo.zoo.integration.content;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.log.Cid;
import ngo.zoo.shared.TryLater;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Pins library versions in IPFS: on a daemon that speaks Kubo's RPC, at a pinning service, or on
 * the one and then at the other, which fetches from it. A version that is pinned already is handed
 * over again to no effect. While either is away, or the service is not done, the fact waits in the
 * outbox.
 */
@ApplicationScoped
public class IpfsCopies implements CopyService, StoreReader {
  @Inject VersionSource versions;
  @Inject VersionCopies copies;

  @Inject
  @ConfigProperty(name = "zoo.ipfs.api-url")
  Optional<String> url;

  @Inject
  @ConfigProperty(name = "zoo.ipfs.pinning-url")
  Optional<String> pinningUrl;

  @Inject
  @ConfigProperty(name = "zoo.ipfs.pinning-token-file")
  Optional<String> pinningTokenFile;

  private @Nullable KuboClient connected;
  private @Nullable PinningClient service;

  /** For the container. */
  protected IpfsCopies() {}

  IpfsCopies(VersionSource versions, VersionCopies copies, String url) {
    this(versions, copies, Optional.of(url), Optional.empty(), Optional.empty());
  }

  IpfsCopies(
      VersionSource versions,
      VersionCopies copies,
      Optional<String> url,
      Optional<String> pinningUrl,
      Optional<String> pinningTokenFile) {
    this.versions = versions;
    this.copies = copies;
    this.url = url;
    this.pinningUrl = pinningUrl;
    this.pinningTokenFile = pinningTokenFile;
  }

  @Override
  public CopyStore store() {
    return CopyStore.IPFS;
  }

  @Override
  public boolean isConfigured() {
    return url.isPresent() || pinningUrl.isPresent();
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    Version version = copies.version(payload);
    if (!isConfigured()) {
      throw new TryLater("IPFS is not configured (zoo.ipfs.api-url or zoo.ipfs.pinning-url)");
    }
    VersionManifest manifest = versions.manifest(version.domain(), version.number());
    List<Cid> roots = Car.roots(manifest);
    try {
      List<String> origins = url.isPresent() ? pinHere(version, manifest, roots) : List.of();
      if (pinningUrl.isPresent()) {
        pinThere(version, roots.getFirst(), origins);
      }
    } catch (IOException e) {
      throw new TryLater("IPFS is offline: " + e);
    }
    copies.stored(version, CopyStore.IPFS, roots.getFirst().text());
  }

  /** On the daemon; returns where the service can fetch from it, if there is one. */
  private List<String> pinHere(Version version, VersionManifest manifest, List<Cid> roots)
      throws IOException {
    KuboClient daemon = daemon();
    daemon.importPinned(versions.archive(manifest), roots);
    for (Cid root : roots) {
      if (!daemon.isPinned(root)) {
        throw new TryLater("IPFS has not pinned " + root + " of " + version + " yet");
      }
    }
    return pinningUrl.isPresent() ? daemon.addresses() : List.of();
  }

  /** At the service. The manifest links to the record and all members: one pin keeps all. */
  private void pinThere(Version version, Cid root, List<String> origins) throws IOException {
    PinningClient client = service();
    Optional<PinningClient.Pin> known = client.find(root);
    PinningClient.Pin pin =
        known.isPresent() ? known.get() : client.add(root, "zoo " + version, origins);
    switch (pin.status()) {
      case PINNED -> {}
      case QUEUED, PINNING ->
          throw new TryLater("The pinning service is not done with " + root + " of " + version);
      case FAILED -> {
        // The next visit asks anew.
        client.remove(pin.requestId());
        throw new IllegalStateException(
            "The pinning service could not pin " + root + " of " + version);
      }
    }
  }

  @Override
  public byte[] archive(String address) throws IOException {
    if (url.isEmpty()) {
      throw new IOException("a pinning service hands nothing out");
    }
    return daemon().export(address);
  }

  private synchronized KuboClient daemon() {
    KuboClient client = connected;
    if (client == null) {
      client = new KuboClient(url.orElseThrow());
      connected = client;
    }
    return client;
  }

  private synchronized PinningClient service() {
    PinningClient client = service;
    if (client == null) {
      String file =
          pinningTokenFile.orElseThrow(
              () ->
                  new IllegalStateException(
                      "zoo.ipfs.pinning-url needs zoo.ipfs.pinning-token-file"));
      client = new PinningClient(pinningUrl.orElseThrow(), token(Path.of(file)));
      service = client;
    }
    return client;
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read zoo.ipfs.pinning-token-file " + file, e);
    }
  }

  @PreDestroy
  synchronized void disconnect() {
    if (connected != null) {
      connected.close();
      connected = null;
    }
    if (service != null) {
      service.close();
      service = null;
    }
  }
}
