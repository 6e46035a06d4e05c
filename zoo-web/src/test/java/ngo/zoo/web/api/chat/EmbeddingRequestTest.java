package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingRequestTest {
  @Test
  void oneTextOrSeveral() {
    assertThat(parsed("'input':'a b'")).isEqualTo(new EmbeddingRequest(List.of("a b"), false, 2));
    EmbeddingRequest several =
        parsed("'input':['a','b'],'encoding_format':'base64','dimensions':384,'user':'x'");
    assertThat(several.texts()).containsExactly("a", "b");
    assertThat(several.base64()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'x':1,'input':'a'                        | x
          'dimensions':256,'input':'a'             | dimensions
          'input':''                               | input
          'input':[]                               | input
          'input':[1,2,3]                          | input
          'input':[[1,2],[3]]                      | input
          'input':['a','']                         | input
          'input':'a','encoding_format':'hex'      | encoding_format
          """)
  void whatCannotBeDoneIsRefusedByName(String fields, String param) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> parsed(fields));
    assertThat(refusal).isNotNull();
    assertThat(refusal.fields()).containsOnlyKeys(param);
  }

  @Test
  void aTextThatWouldBeCutIsRefused() {
    assertThat(parsed("'input':'" + "a ".repeat(510) + "'").tokens()).isEqualTo(510);
    assertThat(
            catchThrowableOfType(Refusal.class, () -> parsed("'input':'" + "a ".repeat(511) + "'"))
                .fields())
        .containsOnlyKeys("input");
  }

  @Test
  void floatsAreLittleEndian() {
    assertThat(EmbeddingResource.bytes(new float[] {1f})).containsExactly(0, 0, (byte) 0x80, 0x3f);
  }

  private static EmbeddingRequest parsed(String fields) {
    String json = "{'model':'" + EmbeddingRequest.MODEL + "'," + fields + "}";
    return EmbeddingRequest.of(
        StrictJson.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
