package ngo.zoo.integration.content;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import ngo.zoo.log.Sha256;

/** A signed transaction of Arweave's format 2 that carries a bundle; its data are left empty. */
final class ArweaveTransaction {
  private static final List<ArchiveTag> TAGS =
      List.of(new ArchiveTag("Bundle-Format", "binary"), new ArchiveTag("Bundle-Version", "2.0.0"));

  private ArweaveTransaction() {}

  /**
   * @param root of the tree over the data's chunks
   * @param bytes of data
   * @param anchor a recent block's or transaction's id, base64url
   * @param reward what the network asks for this many bytes, in winston
   */
  static JsonObject sign(
      ArweaveWallet wallet, byte[] root, long bytes, String anchor, String reward) {
    String size = Long.toString(bytes);
    List<List<String>> tags = TAGS.stream().map(tag -> List.of(tag.name(), tag.value())).toList();
    byte[] message =
        DeepHash.of(
            List.of(
                "2",
                wallet.owner(),
                new byte[0],
                "0",
                reward,
                Base64.getUrlDecoder().decode(anchor),
                tags,
                size,
                root));
    byte[] signature = wallet.sign(message);
    return Json.createObjectBuilder()
        .add("format", 2)
        .add("id", base64(Sha256.of(signature)))
        .add("last_tx", anchor)
        .add("owner", base64(wallet.owner()))
        .add("tags", tags())
        .add("target", "")
        .add("quantity", "0")
        .add("data", "")
        .add("data_size", size)
        .add("data_root", base64(root))
        .add("reward", reward)
        .add("signature", base64(signature))
        .build();
  }

  private static JsonArrayBuilder tags() {
    JsonArrayBuilder tags = Json.createArrayBuilder();
    for (ArchiveTag tag : TAGS) {
      tags.add(
          Json.createObjectBuilder()
              .add("name", base64(tag.nameBytes()))
              .add("value", base64(tag.valueBytes())));
    }
    return tags;
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
