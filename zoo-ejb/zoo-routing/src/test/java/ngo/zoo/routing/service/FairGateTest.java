package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ngo.zoo.routing.rules.WaitingRoom;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many tenants before the gates of two models. */
@Timeout(30)
class FairGateTest {
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);
  private static final UUID THIRD = new UUID(1, 3);

  private final WaitingRoom<FairGate.Waiter> room = new WaitingRoom<>(4, 8);
  private final FairGate gate = new FairGate(room);
  private final FairGate other = new FairGate(room);

  @Test
  void twoWhoTakeEveryPlaceDoNotKeepAThirdFromAnyModel() throws Exception {
    gate.enter(FIRST, 1);
    other.enter(SECOND, 1);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<CompletableFuture<Boolean>> crowd = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        crowd.add(CompletableFuture.supplyAsync(() -> isAnswered(gate, FIRST), threads));
        crowd.add(CompletableFuture.supplyAsync(() -> isAnswered(gate, SECOND), threads));
      }
      await(8);
      CompletableFuture<Boolean> third =
          CompletableFuture.supplyAsync(() -> isAnswered(other, THIRD), threads);
      CompletableFuture.anyOf(crowd.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
      other.leave();
      assertThat(third.get(5, TimeUnit.SECONDS)).isTrue();
      gate.leave();
      int answered = 0;
      for (CompletableFuture<Boolean> one : crowd) {
        answered += one.get(5, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(answered).as("one of them made place").isEqualTo(7);
      assertThat(room.size()).isZero();
    }
  }

  private static boolean isAnswered(FairGate gate, UUID tenant) {
    try {
      gate.enter(tenant, 1);
      gate.leave();
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo("overloaded");
      return false;
    }
  }

  private void await(int waiting) {
    while (room.size() < waiting) {
      Thread.onSpinWait();
    }
  }
}
