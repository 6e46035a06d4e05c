package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What has to hold for trees of every size from 0 to 1000. */
class TreePropertiesTest {
  private static final long SEED = 20261121;
  private static final int LARGEST = 1000;

  private final Random random = new Random(SEED);
  private final List<byte[]> data = random(LARGEST);
  private final List<byte[]> leaves = data.stream().map(MerkleTree::leafHash).toList();
  private final MerkleTree whole = MerkleTree.of(leaves);

  private List<byte[]> random(int count) {
    List<byte[]> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[Sha256.LENGTH];
      random.nextBytes(bytes);
      list.add(bytes);
    }
    return list;
  }

  /** MTH of RFC 9162, 2.1.1, word by word; ranges are hashed once. */
  private final Map<Long, byte[]> hashed = new HashMap<>();

  private byte[] definition(int from, int to) {
    if (from == to) {
      return Sha256.of();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    byte[] known = hashed.get((long) from << 32 | to);
    if (known != null) {
      return known;
    }
    int split = from + Integer.highestOneBit(to - from - 1);
    byte[] hash = MerkleTree.nodeHash(definition(from, split), definition(split, to));
    hashed.put((long) from << 32 | to, hash);
    return hash;
  }

  /** Reads subtrees from the tiles that a mirror has: 256 hashes of every eighth level. */
  private byte[] fromTiles(Map<Tile, List<byte[]>> tiles, int level, long index) {
    int high = level / Tile.HEIGHT;
    int width = 1 << level % Tile.HEIGHT;
    long first = index * width;
    List<byte[]> tile =
        Objects.requireNonNull(tiles.get(new Tile(high, first / Tile.FULL, Tile.FULL)));
    int at = (int) (first % Tile.FULL);
    return MerkleTree.of(tile.subList(at, at + width)).root();
  }

  @Test
  void everyWayToTheRootIsTheDefinition() {
    MerkleFrontier frontier = new MerkleFrontier();
    Map<Tile, List<byte[]>> tiles = new HashMap<>();
    for (int size = 0; size <= LARGEST; size++) {
      byte[] root = definition(0, size);
      assertThat(frontier.root()).as("appended, %d", size).isEqualTo(root);
      assertThat(MerkleTree.of(leaves.subList(0, size)).root())
          .as("whole, %d", size)
          .isEqualTo(root);
      assertThat(MerkleTree.root(whole, size)).as("stored, %d", size).isEqualTo(root);
      assertThat(MerkleTree.root((level, index) -> fromTiles(tiles, level, index), size))
          .as("tiles, %d", size)
          .isEqualTo(root);
      MerkleFrontier again = MerkleFrontier.of(whole, size);
      assertThat(again.root()).as("taken up, %d", size).isEqualTo(root);
      if (size < LARGEST) {
        frontier.append(leaves.get(size), (level, index, hash) -> keep(tiles, level, index, hash));
      }
    }
  }

  private static void keep(Map<Tile, List<byte[]>> tiles, int level, long index, byte[] hash) {
    if (level % Tile.HEIGHT == 0) {
      tiles
          .computeIfAbsent(
              new Tile(level / Tile.HEIGHT, index / Tile.FULL, Tile.FULL), it -> new ArrayList<>())
          .add(hash);
    }
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = 1; size <= 100; size++) {
      sizes.add(size);
    }
    sizes.addAll(List.of(127, 128, 129, 255, 256, 257, 511, 512, 513, 999, 1000));
    random.ints(15, 101, LARGEST).forEach(sizes::add);
    return sizes;
  }

  @Test
  void everyLeafIsProvenAndNothingElse() {
    for (int size : sizes()) {
      byte[] root = definition(0, size);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = MerkleTree.inclusionPath(whole, index, size);
        String name = "leaf %d of %d".formatted(index, size);
        byte[] leaf = leaves.get(index);
        assertThat(MerkleTree.verifyInclusion(leaf, index, size, path, root)).as(name).isTrue();
        assertThat(MerkleTree.verifyInclusion(spoilt(leaf), index, size, path, root))
            .as(name)
            .isFalse();
        assertThat(MerkleTree.verifyInclusion(leaf, index, size, path, spoilt(root)))
            .as(name)
            .isFalse();
        int other = (index + 1 + random.nextInt(size)) % (size + 1);
        assertThat(other != index && MerkleTree.verifyInclusion(leaf, other, size, path, root))
            .as(name + " at " + other)
            .isFalse();
        if (!path.isEmpty()) {
          List<byte[]> bad = new ArrayList<>(path);
          int at = random.nextInt(path.size());
          bad.set(at, spoilt(path.get(at)));
          assertThat(MerkleTree.verifyInclusion(leaf, index, size, bad, root)).as(name).isFalse();
          bad.remove(at);
          assertThat(MerkleTree.verifyInclusion(leaf, index, size, bad, root)).as(name).isFalse();
        }
      }
    }
  }

  @Test
  void everyTreeIsAPrefixOfEveryLaterOne() {
    for (int size = 0; size <= 64; size++) {
      for (int old = 0; old <= size; old++) {
        consistent(old, size);
      }
    }
    for (int i = 0; i < 3000; i++) {
      int size = 1 + random.nextInt(LARGEST);
      consistent(random.nextInt(size + 1), size);
    }
  }

  private void consistent(int old, int size) {
    String name = "%d in %d".formatted(old, size);
    byte[] before = definition(0, old);
    byte[] after = definition(0, size);
    List<byte[]> path = MerkleTree.consistencyPath(whole, old, size);
    assertThat(MerkleTree.verifyConsistency(old, before, size, after, path)).as(name).isTrue();
    assertThat(MerkleTree.verifyConsistency(old, spoilt(before), size, after, path))
        .as(name)
        .isFalse();
    if (old > 0) {
      assertThat(MerkleTree.verifyConsistency(old, before, size, spoilt(after), path))
          .as(name)
          .isFalse();
    }
    for (int at = 0; at < path.size(); at++) {
      List<byte[]> bad = new ArrayList<>(path);
      bad.set(at, spoilt(path.get(at)));
      assertThat(MerkleTree.verifyConsistency(old, before, size, after, bad)).as(name).isFalse();
    }
  }

  @Test
  void whatIsNoMemberIsProvenAbsentAndWhatIsOneCannotBe() {
    for (int size : new int[] {0, 1, 2, 3, 7, 64, 333, 1000}) {
      SnapshotTree tree = SnapshotTree.of(data.subList(0, size));
      for (byte[] absent : random(60)) {
        AbsenceProof proof = tree.absence(absent);
        assertThat(proof.proves(absent, tree.root())).as("%d", size).isTrue();
        assertThat(proof.proves(absent, spoilt(tree.root()))).as("%d", size).isFalse();
        for (byte[] member : tree.members()) {
          assertThat(proof.proves(member, tree.root())).as("%d", size).isFalse();
        }
        if (size > 2) {
          AbsenceProof wide = skipping(tree, absent);
          assertThat(wide.proves(absent, tree.root())).as("%d", size).isFalse();
        }
      }
      for (byte[] member : tree.members()) {
        assertThatThrownBy(() -> tree.absence(member)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /** Neighbours with a member left out between them. */
  private static AbsenceProof skipping(SnapshotTree tree, byte[] absent) {
    AbsenceProof proof = tree.absence(absent);
    AbsenceProof.Neighbour after = proof.after();
    long next = after == null ? tree.size() - 1L : after.inclusion().index();
    byte[] further = tree.members().get((int) ((next + 1) % tree.size()));
    return new AbsenceProof(
        tree.size(), proof.before(), new AbsenceProof.Neighbour(further, tree.inclusion(further)));
  }

  private byte[] spoilt(byte[] hash) {
    byte[] copy = hash.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }
}
