package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import ngo.zoo.dev.part.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stack stands: every part ready, the server healthy, the application deployed. */
@ExtendWith(StackExtension.class)
class HealthIT {
  @Test
  void everyPartIsReady() {
    for (Part part : StackExtension.shared().parts()) {
      if (StackExtension.shared().off(part.name()).isEmpty()) {
        assertThat(part.isReady()).as(part.name()).isTrue();
      }
    }
  }

  @Test
  void theServerSaysItIsReady() throws Exception {
    URI health = URI.create(StackExtension.access().management() + "/health/ready");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("zoo.ear");
  }
}
