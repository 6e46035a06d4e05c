package ngo.zoo.web.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The document names the fields that requests are read by, no more and no fewer. */
class OpenAiSchemasTest {
  private static List<String> fields(Class<?> schema) {
    return Arrays.stream(schema.getRecordComponents())
        .map(one -> one.getName().replaceAll("(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void chatCompletions() {
    assertThat(fields(OpenAiSchemas.Chat.class))
        .containsExactlyInAnyOrderElementsOf(OpenAiFields.ofChat());
  }

  @Test
  void olderCompletions() {
    assertThat(fields(OpenAiSchemas.Text.class))
        .containsExactlyInAnyOrderElementsOf(OpenAiFields.ofCompletions());
  }

  @Test
  void ourOwnBlock() {
    assertThat(fields(OpenAiSchemas.Zoo.class))
        .containsExactlyInAnyOrderElementsOf(ZooFields.KNOWN);
  }
}
