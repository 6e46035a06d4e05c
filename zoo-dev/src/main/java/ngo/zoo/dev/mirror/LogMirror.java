package ngo.zoo.dev.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.Tile;

/**
 * Copies the log as C2SP tlog-tiles lay it out, so that any web server can serve it, and checks
 * while copying that entries, tiles and checkpoint fit together. The checkpoint is written last: a
 * folder that has one is complete.
 */
final class LogMirror {
  private static final int PREFIX = 2;

  /** Reads a file of the log by its path. */
  @FunctionalInterface
  interface Source {
    byte[] read(String path) throws IOException;
  }

  private final Source source;
  private final Path folder;

  LogMirror(Source source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /**
   * @throws PartFailure naming the file that does not fit
   */
  Checkpoint copy() throws IOException {
    byte[] note = source.read("checkpoint");
    Checkpoint checkpoint = Checkpoint.parse(new String(note, StandardCharsets.UTF_8));
    List<byte[]> leaves = new ArrayList<>();
    for (Tile bundle : tiles(Tile.ENTRIES, checkpoint.size())) {
      leaves.addAll(leafHashes(bundle, keep(bundle)));
    }
    MerkleTree tree = MerkleTree.of(leaves);
    require(Arrays.equals(tree.root(), checkpoint.root()), "checkpoint");
    for (int level = 0; checkpoint.size() >> (level * Tile.HEIGHT) > 0; level++) {
      for (Tile tile : tiles(level, checkpoint.size() >> (level * Tile.HEIGHT))) {
        requireHashes(tile, keep(tile), tree);
      }
    }
    write("checkpoint", note);
    return checkpoint;
  }

  /** What a level of this size is made of. */
  static List<Tile> tiles(int level, long size) {
    List<Tile> tiles = new ArrayList<>();
    for (long at = 0; at < size; at += Tile.FULL) {
      tiles.add(new Tile(level, at / Tile.FULL, (int) Math.min(Tile.FULL, size - at)));
    }
    return tiles;
  }

  private byte[] keep(Tile tile) throws IOException {
    String path = "tile/" + tile.path();
    byte[] bytes = source.read(path);
    write(path, bytes);
    return bytes;
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, bytes);
  }

  private static List<byte[]> leafHashes(Tile bundle, byte[] bytes) {
    int length = PREFIX + Sha256.LENGTH;
    require(bytes.length == bundle.width() * length, bundle.path());
    List<byte[]> hashes = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += length) {
      require(bytes[at] == 0 && bytes[at + 1] == Sha256.LENGTH, bundle.path());
      hashes.add(MerkleTree.leafHash(Arrays.copyOfRange(bytes, at + PREFIX, at + length)));
    }
    return hashes;
  }

  private static void requireHashes(Tile tile, byte[] bytes, MerkleTree tree) {
    require(bytes.length == tile.width() * Sha256.LENGTH, tile.path());
    for (int i = 0; i < tile.width(); i++) {
      byte[] computed = tree.hash(tile.level() * Tile.HEIGHT, tile.first() + i);
      int at = i * Sha256.LENGTH;
      require(Arrays.equals(computed, 0, 32, bytes, at, at + Sha256.LENGTH), tile.path());
    }
  }

  private static void require(boolean fits, String path) {
    if (!fits) {
      throw new PartFailure(path + " does not fit the rest of the log");
    }
  }
}
