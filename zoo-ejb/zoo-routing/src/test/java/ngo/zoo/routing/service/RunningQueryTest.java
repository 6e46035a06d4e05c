package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who follow an answer hold threads, and there is a place for some of them only. */
@Timeout(30)
class RunningQueryTest {
  private final RunningQuery query = new RunningQuery();

  @Test
  void someMayFollowAtATimeAndAllHear() throws Exception {
    List<Future<String>> heard = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 4; i++) {
        heard.add(threads.submit(() -> query.after(0, 20_000)));
      }
      while (query.followers() < 4) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> query.after(0, 20_000))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("too-many-followers"));
      query.onDelta(new AnswerListener.Delta(0, "piece", "", ""));
      for (Future<String> one : heard) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("piece");
      }
    }
    assertThat(query.after(5, 0)).isEmpty();
    assertThat(query.followers()).isZero();
  }
}
