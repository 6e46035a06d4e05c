package ngo.zoo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, 0/000",
    "0, 999, 256, 0/999",
    "0, 1000, 256, 0/x001/000",
    "1, 1234067, 256, 1/x001/x234/067",
    "0, 5, 1, 0/005.p/1",
    "7, 0, 255, 7/000.p/255",
    "-1, 1234067, 8, entries/x001/x234/067.p/8"
  })
  void pathsAreThoseOfTheSpecification(int level, long index, int width, String path) {
    Tile tile = new Tile(level, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).isEqualTo(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0/0",
        "0/0000",
        "00/000",
        "8/000",
        "64/000",
        "-1/000",
        "0/x000/000",
        "0/001/000",
        "0/x001/x000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000.p",
        "data/000",
        "0/000/",
        "0/../000",
        "0/x999/x999/x999/x999/x999/999",
        "0/٠٠٠"
      })
  void otherPathsNameNothing(String path) {
    assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beginsAtAMultipleOfItsSize() {
    assertThat(new Tile(0, 3, 10).first()).isEqualTo(768);
  }
}
