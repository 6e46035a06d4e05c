package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The highest bar fills the drawing and no figure above zero is invisible. */
class SparkTest {
  @Test
  void barsAreInProportion() {
    Spark spark = Spark.bars(List.of(0L, 1L, 500L, 1_000L));
    assertThat(spark.bars()).extracting(Spark.Bar::height).containsExactly(0, 2, 50, 100);
    assertThat(spark.bars()).extracting(Spark.Bar::y).containsExactly(100, 98, 50, 0);
    assertThat(spark.most()).isEqualTo(1_000);
    assertThat(spark.width()).isEqualTo(40);
  }

  @Test
  void nothingIsFlat() {
    Spark spark = Spark.bars(List.of(0L, 0L));
    assertThat(spark.bars()).extracting(Spark.Bar::height).containsOnly(0);
    assertThat(spark.most()).isEqualTo(1);
  }
}
