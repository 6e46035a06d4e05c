package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(1, 2);
  private static final UUID C = new UUID(1, 3);

  private final WaitingRoom<String> room = new WaitingRoom<>(3, 5);

  @Test
  void nobodyHasMoreThanItsShareOfIt() {
    fill(A, 3);
    assertThat(room.enter(A, "a3").admitted()).isFalse();
    assertThat(room.size()).isEqualTo(3);
  }

  @Test
  void twoWhoFillItDoNotKeepAThirdOut() {
    fill(A, 3);
    fill(B, 2);
    WaitingRoom.Entry<String> entry = room.enter(C, "c0");
    assertThat(entry.admitted()).isTrue();
    assertThat(entry.displaced()).as("the newest of the largest").contains("A2");
    assertThat(room.size()).isEqualTo(5);
  }

  @Test
  void whoHasAsManyAsTheOthersTakesNobodysPlace() {
    fill(A, 3);
    fill(B, 2);
    assertThat(room.enter(B, "b2").admitted()).isFalse();
    assertThat(room.enter(C, "c0").admitted()).isTrue();
    assertThat(room.enter(C, "c1").admitted()).isFalse();
  }

  @Test
  void placesComeFreeAndOneWhoWasDisplacedLeavesOnlyOnce() {
    fill(A, 3);
    fill(B, 2);
    assertThat(room.enter(C, "c0").displaced()).contains("A2");
    room.leave(A, "A2");
    assertThat(room.size()).isEqualTo(5);
    room.leave(B, "B0");
    room.leave(A, "A0");
    assertThat(room.size()).isEqualTo(3);
    assertThat(room.enter(A, "a4")).isEqualTo(new WaitingRoom.Entry<>(true, Optional.empty()));
  }

  private void fill(UUID tenant, int count) {
    String name = tenant.equals(A) ? "A" : "B";
    for (int i = 0; i < count; i++) {
      assertThat(room.enter(tenant, name + i).admitted()).isTrue();
    }
  }
}
