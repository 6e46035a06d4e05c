package ngo.zoo.dev.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMirrorTest {
  private static final int SIZE = 700;
  private final List<byte[]> data =
      IntStream.range(0, SIZE).mapToObj(i -> Sha256.ofText("record " + i)).toList();
  private final MerkleTree tree = MerkleTree.of(data.stream().map(MerkleTree::leafHash).toList());
  private final String note =
      new Checkpoint("zoo.ngo/log", SIZE, tree.root()).sign(Ed25519.newKey());
  private String tampered = "";
  @TempDir Path folder;

  @Test
  void copiesEveryFileAndTheCheckpointLast() throws IOException {
    Checkpoint copied = new LogMirror(this::read, folder).copy();
    assertThat(copied.size()).isEqualTo(SIZE);
    for (String file :
        List.of("tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/001")) {
      assertThat(Files.readAllBytes(folder.resolve(file))).as(file).isEqualTo(read(file));
    }
    assertThat(folder.resolve("checkpoint")).hasContent(note);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/001", "1/000.p/2", "0/002.p/188"})
  void namesTheTileThatWasTamperedWith(String tile) {
    tampered = "tile/" + tile;
    assertThatThrownBy(() -> new LogMirror(this::read, folder).copy())
        .isInstanceOf(PartFailure.class)
        .hasMessageContaining(tile);
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  @Test
  void anEntryThatWasChangedDoesNotFitTheCheckpoint() {
    tampered = "tile/entries/000";
    assertThatThrownBy(() -> new LogMirror(this::read, folder).copy())
        .isInstanceOf(PartFailure.class)
        .hasMessageContaining("checkpoint");
  }

  private byte[] read(String path) {
    byte[] bytes =
        path.equals("checkpoint") ? note.getBytes(UTF_8) : tile(Tile.parse(path.substring(5)));
    if (path.equals(tampered)) {
      bytes[bytes.length - 1] ^= 1;
    }
    return bytes;
  }

  private byte[] tile(Tile tile) {
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
}
