package ngo.zoo.dev.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Cid;
import ngo.zoo.log.LogKey;
import ngo.zoo.log.MerkleFrontier;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.log.Tile;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Checks a mirror of the log, tile by tile, and the archives of library versions beside it. Where
 * entries and leaf hashes do not agree, those are believed that give the hash of the level above,
 * or the checkpoint's root, so that one changed byte is one difference.
 */
public final class MirrorAudit {
  private static final int PREFIX = 2;

  private final Path folder;
  private final @Nullable LogKey key;
  private final Tally entries;
  private final Tally tiles;
  private final Tally checkpoints;
  private final Tally blocks;
  private final MerkleFrontier frontier = new MerkleFrontier();

  /**
   * @param key the operator's; null when signatures are not to be checked
   */
  public MirrorAudit(Path folder, @Nullable LogKey key, AuditProgress progress) {
    this.folder = folder;
    this.key = key;
    this.entries = new Tally(LedgerCheck.ENTRIES, progress);
    this.tiles = new Tally(LedgerCheck.NODES, progress);
    this.checkpoints = new Tally(LedgerCheck.CHECKPOINTS, progress);
    this.blocks = new Tally(LedgerCheck.BLOCKS, progress);
  }

  /**
   * @throws IOException when the folder has no checkpoint or a file cannot be read
   */
  public List<LedgerFinding> findings() throws IOException {
    String note = Files.readString(folder.resolve("checkpoint"));
    try {
      log(note, Checkpoint.parse(note));
    } catch (IllegalArgumentException noCheckpoint) {
      checkpoints.differs("checkpoint: note");
    }
    archives();
    return List.of(blocks.finding(), entries.finding(), tiles.finding(), checkpoints.finding());
  }

  private void log(String note, Checkpoint checkpoint) throws IOException {
    List<byte[]> level = leaves(checkpoint);
    for (int high = 1; !level.isEmpty(); high++) {
      level = level(high, level);
    }
    List<String> differing = new ArrayList<>();
    if (!Arrays.equals(frontier.root(), checkpoint.root())) {
      differing.add("root");
    }
    if (key == null) {
      checkpoints.skips("no key was given to check the signature with");
    } else if (!Checkpoint.isSigned(note, key)) {
      differing.add("signature");
    }
    checkpoints.judge("checkpoint", differing);
  }

  /** Returns the hashes of full tiles, which make the next level. */
  private List<byte[]> leaves(Checkpoint checkpoint) throws IOException {
    List<byte[]> above = new ArrayList<>();
    for (Tile tile : LogMirror.tiles(0, checkpoint.size())) {
      Tile bundle = new Tile(Tile.ENTRIES, tile.index(), tile.width());
      List<byte[]> ofEntries = entries(bundle);
      List<byte[]> stored = hashes(tile);
      boolean isFull = tile.width() == Tile.FULL;
      byte[] wanted =
          isFull ? stored(1, tile.index(), checkpoint.size() >> Tile.HEIGHT) : checkpoint.root();
      boolean storedFit = Arrays.equals(isFull ? root(stored) : rootWith(stored), wanted);
      boolean entriesFit = Arrays.equals(isFull ? root(ofEntries) : rootWith(ofEntries), wanted);
      List<byte[]> believed = storedFit && !entriesFit ? stored : ofEntries;
      judge(entries, bundle, ofEntries, believed);
      judge(tiles, tile, stored, believed);
      believed.forEach(leaf -> frontier.append(leaf, (high, index, hash) -> {}));
      if (isFull) {
        above.add(root(believed));
      }
    }
    return above;
  }

  /** One level of tiles against the hashes computed from below. */
  private List<byte[]> level(int high, List<byte[]> computed) throws IOException {
    List<byte[]> above = new ArrayList<>();
    for (Tile tile : LogMirror.tiles(high, computed.size())) {
      int first = Math.toIntExact(tile.first());
      List<byte[]> expected = computed.subList(first, first + tile.width());
      judge(tiles, tile, hashes(tile), expected);
      if (tile.width() == Tile.FULL) {
        above.add(root(expected));
      }
    }
    return above;
  }

  private static void judge(Tally tally, Tile tile, List<byte[]> found, List<byte[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      boolean fits = i < found.size() && Arrays.equals(found.get(i), expected.get(i));
      tally.judge(
          "tile/" + tile.path(),
          fits ? List.of() : List.of(i < found.size() ? "number " + i : "missing number " + i));
    }
  }

  private static byte[] root(List<byte[]> leafHashes) {
    return MerkleTree.of(leafHashes).root();
  }

  /** The root of the whole log if these were its last entries. */
  private byte[] rootWith(List<byte[]> last) {
    MerkleFrontier whole = frontier.copy();
    last.forEach(leaf -> whole.append(leaf, (level, index, hash) -> {}));
    return whole.root();
  }

  private byte[] stored(int level, long index, long size) throws IOException {
    long first = index / Tile.FULL * Tile.FULL;
    Tile tile = new Tile(level, index / Tile.FULL, (int) Math.min(Tile.FULL, size - first));
    List<byte[]> hashes = hashes(tile);
    int at = (int) (index - first);
    return at < hashes.size() ? hashes.get(at) : new byte[0];
  }

  private List<byte[]> hashes(Tile tile) throws IOException {
    return parts(tile, Sha256.LENGTH);
  }

  private List<byte[]> entries(Tile bundle) throws IOException {
    return parts(bundle, PREFIX + Sha256.LENGTH).stream()
        .map(
            entry ->
                entry[0] == 0 && entry[1] == Sha256.LENGTH
                    ? MerkleTree.leafHash(Arrays.copyOfRange(entry, PREFIX, entry.length))
                    : new byte[Sha256.LENGTH])
        .toList();
  }

  /** Whole parts of a tile's file; none when there is no file. */
  private List<byte[]> parts(Tile tile, int length) throws IOException {
    Path file = folder.resolve("tile/" + tile.path());
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < tile.width() && (i + 1) * length <= bytes.length; i++) {
      parts.add(Arrays.copyOfRange(bytes, i * length, (i + 1) * length));
    }
    return parts;
  }

  private void archives() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".car")).sorted().toList()) {
        archive(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  private void archive(String name, byte[] bytes) {
    try {
      Car car = Car.parse(bytes);
      VersionManifest manifest = VersionManifest.of(car.blocks().getFirst());
      List<Cid> found = car.blocks().stream().map(Block::cid).toList();
      byte[] root = SnapshotTree.of(manifest.members().stream().map(Cid::digest).toList()).root();
      boolean whole =
          new HashSet<>(found).containsAll(manifest.members())
              && found.contains(manifest.record())
              && HexFormat.of().formatHex(root).equals(manifest.root());
      blocks.judge(name, whole ? List.of() : List.of("members and root"));
    } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException e) {
      blocks.differs(name + ": " + e.getMessage());
    }
  }
}
