package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.TokenModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are loaded anew while the node serves. */
@Timeout(60)
class LoadTest {
  private static final String MODEL = "{\"model\":\"zoo-keeper-tiny\"}";
  private static final String QUESTION =
      "{\"model\":\"zoo-keeper-tiny\",\"messages\":"
          + "[{\"role\":\"user\",\"content\":\"The sign shows otter: 4 0 7 2\"}]}";

  @TempDir Path folder;

  @Test
  void newWeightsServeAndBadOnesChangeNothing() throws Exception {
    byte[] weights = shipped();
    store(weights);
    EngineSettings.applyDefaults();
    try (NodeFixture node = new NodeFixture(this::load, Optional.empty(), 2)) {
      JsonObject same = NodeFixture.json(node.post("/v1/models/load", MODEL).body());
      assertThat(same.getBoolean("changed")).isFalse();
      assertThat(same.getString("sha256")).isEqualTo(KeeperModel.sha256(weights));

      store("no weights".getBytes(StandardCharsets.US_ASCII));
      HttpResponse<String> refused = node.post("/v1/models/load", MODEL);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("weights_unusable").contains("goes on with those");
      assertThat(sha(node)).isEqualTo(KeeperModel.sha256(weights));

      weights[weights.length - 1] ^= 1;
      store(weights);
      JsonObject changed = NodeFixture.json(node.post("/v1/models/load", MODEL).body());
      assertThat(changed.getBoolean("changed")).isTrue();
      assertThat(sha(node)).isEqualTo(KeeperModel.sha256(weights));
      assertThat(node.post("/v1/chat/completions", QUESTION).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anotherModelIsNotHere() throws Exception {
    try (NodeFixture node = NodeFixture.chatting(new Named("00"))) {
      HttpResponse<String> other = node.post("/v1/models/load", "{\"model\":\"qwen3\"}");
      assertThat(other.statusCode()).isEqualTo(404);
      assertThat(other.body()).contains("zoo-keeper-tiny");
    }
  }

  @Test
  void whoBeganWithTheOldModelsEndsWithThem() throws Exception {
    Named old = new Named("00");
    Named fresh = new Named("11");
    Shelf shelf = new Shelf();
    shelf.replace(models(old));
    shelf.use(
        used -> {
          shelf.replace(models(fresh));
          assertThat(used.chat()).contains(old);
          assertThat(old.closed.getCount()).isOne();
          shelf.use(other -> assertThat(other.chat()).contains(fresh));
        });
    assertThat(old.closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(fresh.closed.getCount()).isOne();
  }

  private Models load() {
    return models(new ModelFolder(folder).load(256));
  }

  private static Models models(TokenModel model) {
    return new Models(Optional.of(model), Optional.empty());
  }

  private void store(byte[] weights) throws IOException {
    Files.write(folder.resolve("weights.safetensors"), weights);
  }

  private static byte[] shipped() throws IOException {
    String name = "/models/zoo-keeper-tiny/weights.safetensors";
    try (InputStream in = KeeperModel.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String sha(NodeFixture node) throws Exception {
    return NodeFixture.json(node.get("/status").body())
        .getJsonArray("models")
        .getJsonObject(0)
        .getString("sha256");
  }

  /** A model that only has a hash. */
  private static final class Named implements TokenModel {
    private final String sha256;
    private final CountDownLatch closed = new CountDownLatch(1);

    Named(String sha256) {
      this.sha256 = sha256;
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public String backend() {
      return "none";
    }

    @Override
    public void generate(
        List<Integer> prompt, Sampler sampler, int longest, Predicate<SampledToken> sink) {}

    @Override
    public List<float[]> logits(List<Integer> prompt, List<Integer> answer) {
      return List.of();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
