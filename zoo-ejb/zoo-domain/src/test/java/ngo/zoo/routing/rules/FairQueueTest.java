package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(1, 2);
  private static final UUID C = new UUID(1, 3);

  @Test
  void aTenantWithManyWaitingDoesNotDelayOneWithFew() {
    FairQueue<String> queue = new FairQueue<>();
    for (int i = 0; i < 5; i++) {
      queue.offer(A, "a" + i);
    }
    queue.offer(B, "b0");
    queue.offer(B, "b1");
    queue.offer(C, "c0");
    assertThat(drained(queue)).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "a3", "a4");
  }

  @Test
  void whoComesLaterIsNotServedForTheTimeItWasAway() {
    FairQueue<String> queue = new FairQueue<>();
    for (int i = 0; i < 4; i++) {
      queue.offer(A, "a" + i);
    }
    queue.poll();
    queue.poll();
    for (int i = 0; i < 4; i++) {
      queue.offer(B, "b" + i);
    }
    assertThat(drained(queue)).containsExactly("b0", "a2", "b1", "a3", "b2", "b3");
  }

  @Test
  void oneWhoLeavesIsNotServed() {
    FairQueue<String> queue = new FairQueue<>();
    String leaving = "a0";
    queue.offer(A, leaving);
    queue.offer(B, "b0");
    assertThat(queue.remove(leaving)).isTrue();
    assertThat(drained(queue)).containsExactly("b0");
    assertThat(queue.size()).isZero();
  }

  @Test
  void theNewestThatIsSentAwayCostsItsTenantNoTurn() {
    FairQueue<String> queue = new FairQueue<>();
    String newest = "a1";
    queue.offer(A, "a0");
    queue.offer(A, newest);
    queue.offer(B, "b0");
    queue.offer(B, "b1");
    assertThat(queue.remove(newest)).isTrue();
    queue.offer(A, "a2");
    assertThat(drained(queue)).containsExactly("a0", "b0", "b1", "a2");
  }

  /** With everybody waiting all the time, what two tenants got differs by one at most. */
  @Test
  void sharesAreEqualWhateverTheBacklogs() {
    Random random = new Random(7);
    FairQueue<UUID> queue = new FairQueue<>();
    List<UUID> tenants = List.of(A, B, C);
    for (UUID tenant : tenants) {
      for (int i = 0; i < 300 + random.nextInt(700); i++) {
        queue.offer(tenant, tenant);
      }
    }
    int[] served = new int[3];
    for (int i = 0; i < 900; i++) {
      served[tenants.indexOf(queue.poll())]++;
      assertThat(Math.abs(served[0] - served[1])).isLessThanOrEqualTo(1);
      assertThat(Math.abs(served[1] - served[2])).isLessThanOrEqualTo(1);
    }
  }

  private static List<String> drained(FairQueue<String> queue) {
    List<String> order = new ArrayList<>();
    for (String next = queue.poll(); next != null; next = queue.poll()) {
      order.add(next);
    }
    return order;
  }
}
