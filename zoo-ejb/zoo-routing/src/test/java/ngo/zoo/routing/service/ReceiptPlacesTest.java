package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiptPlacesTest {
  private final ReceiptPlaces places = new ReceiptPlaces();

  @Test
  void whoFindsNoneWaitsForTheNextCommit() throws Exception {
    takeAll();
    CountDownLatch taken = new CountDownLatch(1);
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  places.take();
                  taken.countDown();
                });
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    places.giveBack(1);
    assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsTooLongIsRefused() {
    takeAll();
    assertThatThrownBy(places::take)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("overloaded"));
  }

  /** Their threads are needed by others. */
  @Test
  void whoComesWhenHundredsWaitIsRefusedAtOnce() throws Exception {
    takeAll();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      waiting.add(Thread.ofVirtual().start(places::take));
    }
    for (Thread one : waiting) {
      while (one.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    assertThatThrownBy(places::take).isInstanceOf(Refusal.class);
    assertThat(waiting).allMatch(Thread::isAlive);
    places.giveBack(ReceiptPlaces.MOST);
    for (Thread one : waiting) {
      one.join();
    }
  }

  @Test
  void theEndCountsWhatIsTakenAndGivesNoMore() {
    places.take();
    assertThat(places.close(Duration.ofMillis(10))).isEqualTo(1);
    assertThatThrownBy(places::take).isInstanceOf(Refusal.class);
    places.giveBack(1);
    assertThat(places.close(Duration.ofSeconds(10))).isZero();
  }

  private void takeAll() {
    for (int i = 0; i < ReceiptPlaces.MOST; i++) {
      places.take();
    }
  }
}
