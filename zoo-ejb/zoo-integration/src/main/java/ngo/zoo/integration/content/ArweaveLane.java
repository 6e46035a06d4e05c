package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionCopies;
import ngo.zoo.content.VersionCopies.Signed;
import ngo.zoo.content.VersionCopies.Version;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.shared.TryLater;

/**
 * Takes one version to Arweave step by step: sign, keep what was signed, send the transaction and
 * then its data chunk by chunk, wait until it is in a block and the gateway serves the very bytes.
 * It is sent again as it is while the gateway does not know it, and signed anew only when the block
 * it refers to is too old to be accepted. A visit that ends early is continued with the chunks that
 * are missing.
 */
final class ArweaveLane {
  // A transaction has to enter one of the 50 blocks, some two minutes each, after its anchor.
  private static final Duration ANCHOR_LIFE = Duration.ofHours(3);

  // A gateway that still does not serve what it has taken may have lost chunks.
  private static final Duration CHUNK_LIFE = Duration.ofHours(3);

  private final ArweaveClient gateway;
  private final ArweaveWallet wallet;
  private final VersionCopies copies;
  private final int confirmations;
  private final Duration visit;

  /**
   * @param visit for how long chunks are sent at once; the relay's transaction must outlast it
   */
  ArweaveLane(
      ArweaveClient gateway,
      ArweaveWallet wallet,
      VersionCopies copies,
      int confirmations,
      Duration visit) {
    this.gateway = gateway;
    this.wallet = wallet;
    this.copies = copies;
    this.confirmations = confirmations;
    this.visit = visit;
  }

  /**
   * Makes the next step.
   *
   * @return the id of the data item once it is stored for good
   * @throws TryLater when the network has to do its part first
   */
  String advance(Version version, Archive archive) throws IOException {
    Optional<Signed> before = copies.signed(version);
    if (before.isEmpty()) {
      throw send(version, sign(version, archive), archive);
    }
    Signed signed = before.get();
    OptionalInt known = gateway.confirmations(signed.transactionId());
    if (known.isEmpty()) {
      boolean tooOld = signed.signedAt().isBefore(Instant.now().minus(ANCHOR_LIFE));
      throw send(version, tooOld ? sign(version, archive) : signed, archive);
    }
    if (sendsChunks(version, signed, archive)) {
      throw new TryLater("Sent the rest of " + version + " to Arweave: " + signed.transactionId());
    }
    if (known.getAsInt() < confirmations) {
      throw new TryLater("Waiting for a block on Arweave: " + signed.transactionId());
    }
    if (!gateway.serves(signed.itemId(), archive)) {
      throw notServed(version, signed);
    }
    return signed.itemId();
  }

  private Signed sign(Version version, Archive archive) throws IOException {
    DataItem item =
        DataItem.of(wallet, tags(archive.manifest()), archive.measured(DeepHash.ALGORITHM));
    Bundle bundle = new Bundle(item, archive);
    long size = bundle.plan().size();
    JsonObject transaction =
        ArweaveTransaction.sign(
            wallet, bundle.tree().root(), size, gateway.anchor(), gateway.price(size));
    JsonObject text =
        Json.createObjectBuilder()
            .add("transaction", transaction)
            .add("item_signature", ArweaveTransaction.base64(item.signature()))
            .build();
    Signed signed =
        new Signed(item.id(), transaction.getString("id"), text.toString(), Instant.now());
    copies.sign(version, signed);
    return signed;
  }

  /** The transaction, with its data if they are one chunk, else behind it the chunks. */
  private TryLater send(Version version, Signed signed, Archive archive) throws IOException {
    JsonObject transaction = json(signed).getJsonObject("transaction");
    Bundle bundle = bundle(signed, archive);
    if (isWhole(bundle)) {
      JsonObjectBuilder whole = Json.createObjectBuilder(transaction);
      bundle.chunks((index, data) -> whole.add("data", ArweaveTransaction.base64(data)));
      gateway.send(whole.build());
    } else {
      gateway.send(transaction);
      sendsChunks(version, signed, archive);
    }
    return new TryLater("Sent " + version + " to Arweave: " + signed.transactionId());
  }

  private static boolean isWhole(Bundle bundle) {
    return bundle.plan().filled() == 1;
  }

  /** Whether there was anything to send. */
  private boolean sendsChunks(Version version, Signed signed, Archive archive) throws IOException {
    Bundle bundle = bundle(signed, archive);
    int before = copies.sent(version).chunks();
    if (isWhole(bundle) || before >= bundle.plan().filled()) {
      return false;
    }
    DataTree tree = bundle.tree();
    String root = json(signed).getJsonObject("transaction").getString("data_root");
    if (!ArweaveTransaction.base64(tree.root()).equals(root)) {
      throw new IllegalStateException(version + " is not what was signed for Arweave");
    }
    ChunkUpload upload = new ChunkUpload(gateway, bundle.plan(), tree, before, visit);
    try {
      bundle.chunks(upload);
    } finally {
      if (upload.sent() > before) {
        copies.send(version, upload.sent());
      }
    }
    return true;
  }

  private TryLater notServed(Version version, Signed signed) {
    Instant last = copies.sent(version).at();
    if (last != null && last.isBefore(Instant.now().minus(CHUNK_LIFE))) {
      copies.send(version, 0);
    }
    return new TryLater("The gateway does not serve " + signed.itemId() + " of " + version);
  }

  private Bundle bundle(Signed signed, Archive archive) {
    JsonObject text = json(signed);
    byte[] signature = Base64.getUrlDecoder().decode(text.getString("item_signature"));
    long size = Long.parseLong(text.getJsonObject("transaction").getString("data_size"));
    List<ArchiveTag> tags = tags(archive.manifest());
    return new Bundle(DataItem.inBundle(signature, wallet.owner(), tags, size), archive);
  }

  private static JsonObject json(Signed signed) {
    try (var reader = Json.createReader(new StringReader(signed.text()))) {
      return reader.readObject();
    }
  }

  private static List<ArchiveTag> tags(VersionManifest manifest) {
    return List.of(
        new ArchiveTag("Content-Type", Car.MEDIA_TYPE),
        new ArchiveTag("App-Name", "Zoo"),
        new ArchiveTag("Library", manifest.domain()),
        new ArchiveTag("Version", Integer.toString(manifest.version())),
        new ArchiveTag("Manifest", manifest.block().cid().text()),
        new ArchiveTag("Root", manifest.root()));
  }
}
