package ngo.zoo.dev.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Cid;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LogKey;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.log.Tile;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorAuditTest {
  private static final int SIZE = 700;
  private final PrivateKey key = Ed25519.newKey();
  private final LogKey logKey = new LogKey("zoo.ngo/log", Ed25519.rawPublicKey(key));
  @TempDir Path folder;

  @BeforeEach
  void export() throws IOException {
    List<byte[]> data =
        IntStream.range(0, SIZE).mapToObj(i -> Sha256.ofText("record " + i)).toList();
    MerkleTree tree = MerkleTree.of(data.stream().map(MerkleTree::leafHash).toList());
    String note = new Checkpoint("zoo.ngo/log", SIZE, tree.root()).sign(key);
    new LogMirror(
            path ->
                path.equals("checkpoint")
                    ? note.getBytes(UTF_8)
                    : tile(data, tree, Tile.parse(path.substring(5))),
            folder)
        .copy();
    Files.write(folder.resolve("signs-v1.car"), archive());
  }

  private static byte[] tile(List<byte[]> data, MerkleTree tree, Tile tile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long i = tile.first(); i < tile.first() + tile.width(); i++) {
      if (tile.level() == Tile.ENTRIES) {
        bytes.writeBytes(new byte[] {0, 32});
        bytes.writeBytes(data.get((int) i));
      } else {
        bytes.writeBytes(tree.hash(tile.level() * Tile.HEIGHT, i));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] archive() {
    List<Block> members =
        IntStream.range(0, 4).mapToObj(i -> Block.raw(("member " + i).getBytes(UTF_8))).toList();
    SnapshotTree tree = SnapshotTree.of(members.stream().map(it -> it.cid().digest()).toList());
    Block record = Block.raw("record".getBytes(UTF_8));
    VersionManifest manifest =
        new VersionManifest(
            "signs",
            1,
            HexFormat.of().formatHex(tree.root()),
            record.cid(),
            tree.members().stream().map(Cid::ofDigest).toList());
    List<Block> content = new ArrayList<>(members);
    content.add(record);
    return Car.of(manifest, content).bytes();
  }

  @Test
  void anUntouchedMirrorIsSound() throws IOException {
    List<LedgerFinding> findings = audit(logKey);
    assertThat(named(findings)).isEmpty();
    assertThat(findings).extracting(LedgerFinding::compared).containsExactly(1L, 700L, 702L, 1L);
    LedgerFinding unsigned = audit(null).getLast();
    assertThat(unsigned.skipped()).isEqualTo(1);
    assertThat(unsigned.isSound()).isTrue();
  }

  /** One byte, counted from the end. */
  @ParameterizedTest
  @CsvSource({
    "tile/0/001, 1, NODES tile/0/001: number 255",
    "tile/0/002.p/188, 33, NODES tile/0/002.p/188: number 186",
    "tile/1/000.p/2, 1, NODES tile/1/000.p/2: number 1",
    "tile/entries/000, 1, ENTRIES tile/entries/000: number 255",
    "tile/entries/002.p/188, 40, ENTRIES tile/entries/002.p/188: number 186",
    "tile/entries/001, 34, ENTRIES tile/entries/001: number 255",
    "checkpoint, 5, CHECKPOINTS checkpoint: signature",
  })
  void namesTheFileAndThePlace(String file, int fromTheEnd, String expected) throws IOException {
    flip(file, fromTheEnd);
    assertThat(named(audit(logKey))).containsExactly(expected);
  }

  @Test
  void aBlockOfAnArchiveThatWasChangedIsNamed() throws IOException {
    flip("signs-v1.car", 3);
    assertThat(named(audit(logKey)))
        .singleElement()
        .asString()
        .startsWith("BLOCKS signs-v1.car: Block bafkrei");
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    Files.delete(folder.resolve("tile/1/000.p/2"));
    assertThat(named(audit(logKey)))
        .containsExactly(
            "NODES tile/1/000.p/2: missing number 0", "NODES tile/1/000.p/2: missing number 1");
  }

  private void flip(String file, int fromTheEnd) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    bytes[bytes.length - fromTheEnd] ^= 1;
    Files.write(folder.resolve(file), bytes);
  }

  private List<LedgerFinding> audit(@Nullable LogKey by) throws IOException {
    return new MirrorAudit(folder, by, new AuditProgress() {}).findings();
  }

  private static List<String> named(List<LedgerFinding> findings) {
    return findings.stream()
        .flatMap(finding -> finding.named().stream().map(it -> finding.check() + " " + it))
        .toList();
  }
}
