package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  @Test
  void pathsStandUnderTheApplicationThatServesThem() {
    for (String scanned : List.of("/api/v1", "/v1")) {
      assertThat(OpenApiDocument.served(scanned + "/models")).isEqualTo("/v1/models");
      assertThat(OpenApiDocument.served(scanned + "/chat/completions"))
          .isEqualTo("/v1/chat/completions");
      assertThat(OpenApiDocument.served(scanned + "/nodes/{id}")).isEqualTo("/api/v1/nodes/{id}");
    }
  }
}
