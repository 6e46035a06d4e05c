package ngo.zoo.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import ngo.zoo.log.Cid;
import org.junit.jupiter.api.Test;

class CarTest {
  private static final List<Block> MEMBERS =
      IntStream.range(0, 200)
          .mapToObj(
              i -> Block.raw("{\"n\":%d,\"t\":\"%s\"}".formatted(i, "x".repeat(i)).getBytes(UTF_8)))
          .toList();
  private static final Block RECORD = Block.raw("{\"version\":7}".getBytes(UTF_8));

  @Test
  void theSameVersionGivesTheSameFile() {
    List<Block> content = new ArrayList<>(MEMBERS);
    content.add(RECORD);
    byte[] file = Car.of(manifest(), content).bytes();
    Collections.shuffle(content, new Random(7));
    assertThat(Car.of(manifest(), content).bytes()).isEqualTo(file);
  }

  @Test
  void beginsWithTheManifestAndSortsTheRest() {
    Car car = Car.parse(file());
    assertThat(car.roots()).containsExactly(manifest().block().cid(), RECORD.cid());
    assertThat(VersionManifest.of(car.blocks().getFirst())).isEqualTo(manifest());
    assertThat(car.blocks().subList(1, car.blocks().size()))
        .hasSize(201)
        .extracting(Block::cid)
        .isSortedAccordingTo(Car.ORDER);
    assertThat(car.bytes()).isEqualTo(file());
  }

  @Test
  void namesABlockThatWasTamperedWith() {
    byte[] file = file();
    file[file.length - 1] ^= 1;
    Block last = Car.parse(file()).blocks().getLast();
    assertThatThrownBy(() -> Car.parse(file))
        .isInstanceOf(CorruptBlock.class)
        .hasMessageContaining(last.cid().text());
  }

  @Test
  void everyByteCounts() {
    byte[] file = Car.of(manifest(), List.of(RECORD)).bytes();
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> requireSame(Car.parse(changed), file))
          .as("byte %d", i)
          .isInstanceOfAny(IllegalArgumentException.class, CorruptBlock.class);
    }
  }

  /** Another root or id is another archive, which its reader sees by what it asked for. */
  private static void requireSame(Car read, byte[] file) {
    if (!Arrays.equals(read.bytes(), file)) {
      throw new IllegalArgumentException("another archive");
    }
  }

  @Test
  void refusesAFileCutShort() {
    byte[] file = Car.of(manifest(), List.of(RECORD)).bytes();
    int sections = Car.header(List.of(manifest().block().cid(), RECORD.cid())).length;
    int first = sections + Car.section(manifest().block()).length;
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      if (length != sections && length != first) {
        assertThatThrownBy(() -> Car.parse(cut))
            .as("%d bytes", length)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void refusesABlockThatIsNoManifest() {
    assertThatThrownBy(() -> VersionManifest.of(RECORD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VersionManifest.of(Block.dagCbor(List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] file() {
    List<Block> content = new ArrayList<>(MEMBERS);
    content.add(RECORD);
    return Car.of(manifest(), content).bytes();
  }

  private static VersionManifest manifest() {
    List<Cid> members = MEMBERS.stream().map(Block::cid).sorted(Car.ORDER).toList();
    return new VersionManifest(
        "keeper.signs", 7, HexFormat.of().formatHex(new byte[32]), RECORD.cid(), members);
  }
}
