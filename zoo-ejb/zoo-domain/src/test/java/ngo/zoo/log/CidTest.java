package ngo.zoo.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
  private static final String HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  @Test
  void namesABlockByItsDigest() {
    Cid cid = Cid.ofContent("hello world".getBytes(UTF_8));
    assertThat(cid.text()).isEqualTo(HELLO);
    assertThat(new Cid(HELLO).digest()).isEqualTo(Sha256.ofText("hello world"));
    assertThat(Cid.ofDigest(cid.digest())).isEqualTo(cid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "QmT5NvUtoM5nWFfrQdVrFtvGfKFmG7AHE8P34isapyhCxX",
        "Bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
        "bafybeifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51",
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f"
      })
  void refusesOtherNames(String text) {
    assertThatThrownBy(() -> new Cid(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
