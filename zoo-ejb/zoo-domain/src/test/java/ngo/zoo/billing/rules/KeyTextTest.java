package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private final String key = KeyText.fresh(new SplittableRandom(7));

  @Test
  void aFreshKeyIsWellFormed() {
    assertThat(key).matches("zoo_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}");
    assertThat(KeyText.wellFormed(key)).isTrue();
    assertThat(KeyText.prefix(key)).isEqualTo(key.substring(0, 12));
    assertThat(KeyText.fresh(new SplittableRandom(8))).isNotEqualTo(key);
  }

  @Test
  void everyTypoOfOneCharacterShows() {
    for (int i = 4; i < key.length(); i++) {
      char wrong = key.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(KeyText.wellFormed(key.substring(0, i) + wrong + key.substring(i + 1)))
          .as("character %d", i)
          .isFalse();
    }
  }

  @Test
  void partsAndOtherTextsAreNoKeys() {
    assertThat(KeyText.wellFormed(key.substring(0, 52))).isFalse();
    assertThat(KeyText.wellFormed(key + " ")).isFalse();
    assertThat(KeyText.wellFormed("")).isFalse();
  }
}
