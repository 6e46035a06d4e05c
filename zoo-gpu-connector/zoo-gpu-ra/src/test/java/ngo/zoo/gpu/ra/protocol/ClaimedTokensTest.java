package ngo.zoo.gpu.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedTokensTest {
  @Test
  void countsTheTokensOfAClaim() {
    assertThat(ClaimedTokens.count("{\"logprobs\":[],\"tokens\":[]}")).isZero();
    assertThat(ClaimedTokens.count("{\"logprobs\":[-1],\"tokens\":[40]}")).isEqualTo(1);
    List<Integer> tokens = List.of(40, 0, 7);
    String claim = "{\"logprobs\":[0,-12,3],\"tokens\":" + tokens.toString().replace(" ", "") + "}";
    assertThat(ClaimedTokens.count(claim)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"tokens\":[1]}",
        "{\"logprobs\":[],\"tokens\":[1]}",
        "{\"logprobs\":[1],\"tokens\":[x]}",
        "{\"logprobs\":[1],\"tokens\":[1,]}",
        "{\"logprobs\":[1,2],\"tokens\":[1,,2]}",
        "{\"logprobs\":[-0],\"tokens\":[1]}",
        "{\"logprobs\":[01],\"tokens\":[1]}",
        "{\"logprobs\":[1],\"tokens\":[1234567890123456]}",
        "{\"logprobs\":[-],\"tokens\":[1]}",
        "{\"logprobs\":[1-1],\"tokens\":[1]}",
        "{\"logprobs\":[1],\"tokens\":[1],\"more\":[2]}",
        "{\"logprobs\":[1],\"tokens\":[1]"
      })
  void otherTextsAreNoClaims(String text) {
    assertThat(ClaimedTokens.count(text)).isEqualTo(-1);
  }
}
