package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonObject;
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
 * Takes one version to Arweave step by step: sign, keep what was signed, send, wait until it is in
 * a block and the gateway serves the very bytes. It is sent again as it is while the gateway does
 * not know it, and signed anew only when the block it refers to is too old to be accepted.
 */
final class ArweaveLane {
  // A transaction has to enter one of the 50 blocks, some two minutes each, after its anchor.
  private static final Duration ANCHOR_LIFE = Duration.ofHours(3);

  private final ArweaveClient gateway;
  private final ArweaveWallet wallet;
  private final VersionCopies copies;
  private final int confirmations;

  ArweaveLane(
      ArweaveClient gateway, ArweaveWallet wallet, VersionCopies copies, int confirmations) {
    this.gateway = gateway;
    this.wallet = wallet;
    this.copies = copies;
    this.confirmations = confirmations;
  }

  /**
   * Makes the next step.
   *
   * @return the id of the data item once it is stored for good
   * @throws TryLater when the network has to do its part first
   */
  String advance(Version version, VersionManifest manifest, byte[] car) throws IOException {
    Optional<Signed> before = copies.signed(version);
    if (before.isEmpty()) {
      throw send(version, sign(version, manifest, car), car, manifest);
    }
    Signed signed = before.get();
    OptionalInt known = gateway.confirmations(signed.transactionId());
    if (known.isEmpty()) {
      boolean tooOld = signed.signedAt().isBefore(Instant.now().minus(ANCHOR_LIFE));
      throw send(version, tooOld ? sign(version, manifest, car) : signed, car, manifest);
    }
    if (known.getAsInt() < confirmations) {
      throw new TryLater("Waiting for a block on Arweave: " + signed.transactionId());
    }
    if (!gateway.serves(signed.itemId(), car)) {
      throw new TryLater("The gateway does not serve " + signed.itemId() + " of " + version);
    }
    return signed.itemId();
  }

  private Signed sign(Version version, VersionManifest manifest, byte[] car) throws IOException {
    DataItem item = DataItem.of(wallet, tags(manifest), car);
    byte[] bundle = item.bundle();
    if (bundle.length > ArweaveClient.LARGEST) {
      throw new IllegalStateException(version + " is too large for one transaction");
    }
    JsonObject transaction =
        ArweaveTransaction.sign(wallet, bundle, gateway.anchor(), gateway.price(bundle.length));
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

  private TryLater send(Version version, Signed signed, byte[] car, VersionManifest manifest)
      throws IOException {
    try (var reader = Json.createReader(new StringReader(signed.text()))) {
      JsonObject text = reader.readObject();
      byte[] signature = Base64.getUrlDecoder().decode(text.getString("item_signature"));
      DataItem item = new DataItem(signature, wallet.owner(), tags(manifest), car);
      gateway.send(text.getJsonObject("transaction"), item.bundle());
    }
    return new TryLater("Sent " + version + " to Arweave: " + signed.transactionId());
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
