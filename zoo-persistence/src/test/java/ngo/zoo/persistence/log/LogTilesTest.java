package ngo.zoo.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Tile;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTilesTest {
  private static final LogDatabase DATABASE = LogDatabase.SHARED;
  private static final HexFormat HEX = HexFormat.of();
  private static final int SIZE = 600;

  private final PrivateKey privateKey = Ed25519.newKey();
  private final OperatorKey key = new OperatorKey("zoo.ngo/log", privateKey);
  private final LogTiles tiles = new LogTiles(DATABASE.source());

  @BeforeEach
  void fill() throws SQLException {
    DATABASE.update(
        "truncate log_entry, log_node, log_checkpoint, anchor, outbox_event, experience, library,"
            + " library_version, library_member, content_block, member cascade");
    DATABASE.inTransaction(
        mine -> {
          JdbcTransparencyLog log = new JdbcTransparencyLog(mine);
          for (long i = 0; i < SIZE; i++) {
            log.append(LeafKind.RECEIPT, Ids.next(), Map.of("n", i));
          }
        });
    DATABASE.inTransaction(
        mine ->
            assertThat(new Sequencer(mine, key, LogTilesTest::ignore).sequence()).isEqualTo(SIZE));
  }

  private static void ignore(String listener, String type, UUID subject, String payload) {
    assertThat(listener).isEqualTo(Sequencer.ANCHOR_LISTENER);
  }

  @Test
  void aMirrorOfTilesHasTheRootOfTheCheckpoint() {
    LogReader reader = new LogReader(DATABASE.source(), key);
    Checkpoint checkpoint = Checkpoint.parse(Objects.requireNonNull(reader.checkpoint()));
    List<byte[]> leaves = new ArrayList<>();
    for (String path : List.of("0/000", "0/001", "0/002.p/88")) {
      leaves.addAll(hashes(path));
    }
    List<byte[]> hashed =
        List.of("entries/000", "entries/001", "entries/002.p/88").stream()
            .flatMap(path -> entries(path).stream())
            .map(MerkleTree::leafHash)
            .toList();

    assertThat(checkpoint.size()).isEqualTo(SIZE);
    assertThat(MerkleTree.of(leaves).root()).isEqualTo(checkpoint.root());
    assertThat(hashed).usingRecursiveComparison().isEqualTo(leaves);
    assertThat(hashes("1/000.p/2"))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                MerkleTree.of(leaves.subList(0, 256)).root(),
                MerkleTree.of(leaves.subList(256, 512)).root()));
  }

  @Test
  void aPartialTileIsTheBeginningOfTheFullOne() {
    byte[] full = tiles.tile(Tile.parse("0/001"));
    byte[] partial = tiles.tile(Tile.parse("0/001.p/7"));
    assertThat(full).hasSize(256 * 32);
    assertThat(Arrays.copyOf(full, 7 * 32)).isEqualTo(partial);
  }

  @Test
  void anEntryThatWasChangedIsNeverHandedOut() {
    DATABASE.damage("update log_entry set data = data || ' ' where log_index = 300");
    assertThatThrownBy(() -> tiles.tile(Tile.parse("entries/001")))
        .hasMessage("Entry 300 is not what its leaf hash says");
    assertThat(tiles.tile(Tile.parse("entries/000"))).hasSize(256 * 34);
  }

  @Test
  void whatTheLogDoesNotFillIsNotThere() {
    for (String path :
        List.of("0/002", "0/002.p/89", "0/003.p/1", "1/000", "2/000.p/1", "entries/002.p/89")) {
      assertRefused("tile-not-found", () -> tiles.tile(Tile.parse(path)));
    }
  }

  @Test
  void growthIsProvenBetweenAnySizes() {
    for (int[] sizes : new int[][] {{0, 600}, {1, 600}, {255, 256}, {256, 511}, {300, 300}}) {
      Growth growth = tiles.growth(sizes[0], sizes[1]);
      assertThat(
              MerkleTree.verifyConsistency(
                  growth.from(),
                  HEX.parseHex(growth.fromRoot()),
                  growth.to(),
                  HEX.parseHex(growth.toRoot()),
                  growth.path().stream().map(HEX::parseHex).toList()))
          .as("%d to %d", sizes[0], sizes[1])
          .isTrue();
    }
    assertRefused("log-sizes", () -> tiles.growth(2, 1));
    assertRefused("log-sizes", () -> tiles.growth(-1, 1));
    assertRefused("log-sizes", () -> tiles.growth(1, 601));
  }

  private List<byte[]> hashes(String path) {
    return cut(tiles.tile(Tile.parse(path)), 0, 32);
  }

  private List<byte[]> entries(String path) {
    byte[] bundle = tiles.tile(Tile.parse(path));
    assertThat(new byte[] {bundle[0], bundle[1]}).isEqualTo(new byte[] {0, 32});
    return cut(bundle, 2, 34);
  }

  private static List<byte[]> cut(byte[] bytes, int skipped, int length) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += length) {
      parts.add(Arrays.copyOfRange(bytes, at + skipped, at + length));
    }
    return parts;
  }

  private static void assertRefused(String code, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
