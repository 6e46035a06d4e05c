package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many sequences are decoded at once, each with a cache of its own, and none changes another: the
 * same seed gives the same tokens and the same log-probabilities to the last bit, alone or among
 * others. (Sequences put into one batch would not keep the last bits.)
 */
@Timeout(120)
class ConcurrencyTest {
  private static final int AT_ONCE = 8;
  private static final int LONGEST = 24;
  private static final KeeperModel MODEL = KeeperModel.shipped();

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void decodesTheSameAloneAndAmongOthers() throws Exception {
    List<Callable<List<Double>>> runs = new ArrayList<>();
    for (int i = 0; i < 4 * AT_ONCE; i++) {
      int which = i % AT_ONCE;
      runs.add(() -> generated(which));
    }
    List<List<Double>> alone = new ArrayList<>();
    for (int which = 0; which < AT_ONCE; which++) {
      alone.add(generated(which));
    }
    assertThat(alone.stream().distinct().count()).as("seeds differ").isGreaterThan(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<List<Double>>> together = threads.invokeAll(runs);
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).as("run " + i).isEqualTo(alone.get(i % AT_ONCE));
      }
    }
  }

  @Test
  void answersTheSameOverHttpToAllWhoAskAtOnce() throws Exception {
    try (NodeFixture node =
        new NodeFixture(
            new Models(Optional.of(MODEL), Optional.empty()), Optional.empty(), AT_ONCE)) {
      List<CompletableFuture<HttpResponse<String>>> asked =
          IntStream.range(0, AT_ONCE).mapToObj(i -> ask(node)).toList();
      List<String> answers = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> one : asked) {
        HttpResponse<String> response = one.get();
        assertThat(response.statusCode()).isEqualTo(200);
        answers.add(NodeFixture.json(response).getJsonArray("choices").getJsonObject(0).toString());
      }
      assertThat(answers).containsOnly(answers.getFirst());
    }
  }

  /** Tokens, and how likely each was. */
  private static List<Double> generated(int which) {
    List<Integer> prompt =
        PhraseTokenizer.tokens(new Task(Sign.values()[which], new Digits(which, 0, 7, 2)));
    List<Double> made = new ArrayList<>();
    MODEL.generate(
        prompt,
        new Sampler(1, 1, 4711 + which),
        LONGEST,
        (SampledToken token) -> {
          made.add((double) token.token());
          made.add(token.logProbabilities()[token.token()]);
          return true;
        });
    return made;
  }

  private static CompletableFuture<HttpResponse<String>> ask(NodeFixture node) {
    HttpRequest request =
        node.request("/v1/chat/completions")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"zoo-keeper-tiny\",\"seed\":7,\"temperature\":1,\"logprobs\":true,"
                        + "\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"The sign shows otter: 4 0 7 2\"}]}"))
            .build();
    return node.client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
