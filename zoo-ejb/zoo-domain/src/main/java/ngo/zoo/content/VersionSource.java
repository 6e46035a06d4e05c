package ngo.zoo.content;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Library versions as they leave this house: manifest and blocks, each checked as it is read. */
public interface VersionSource {
  /**
   * @throws ngo.zoo.shared.Refusal {@code library-version-not-found}
   */
  VersionManifest manifest(String domain, int number);

  /**
   * Hands over the record and the experiences of the version, sorted by their ids.
   *
   * @throws CorruptBlock naming a block that is missing or whose bytes are not what its id names
   */
  void blocks(VersionManifest manifest, Consumer<Block> taker);

  /** The version's archive (see {@link Car}) part by part. */
  default void archive(VersionManifest manifest, Consumer<byte[]> taker) {
    Block first = manifest.block();
    taker.accept(Car.header(Car.roots(manifest)));
    taker.accept(Car.section(first));
    blocks(manifest, block -> taker.accept(Car.section(block)));
  }

  /** The version's archive in memory. */
  default byte[] archive(VersionManifest manifest) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    archive(manifest, file::writeBytes);
    return file.toByteArray();
  }
}
