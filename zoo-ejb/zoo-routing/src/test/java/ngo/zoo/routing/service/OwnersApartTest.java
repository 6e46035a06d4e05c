package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.NodeDecision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnersApartTest {
  private static final UUID ANNAS = new UUID(1, 1);
  private static final UUID ANNAS_OTHER = new UUID(1, 2);
  private static final UUID BENS = new UUID(1, 3);
  private static final UUID UNSEALED = new UUID(0, 0);
  private static final UUID ANNA = new UUID(2, 1);
  private static final UUID BEN = new UUID(2, 2);

  private final Set<UUID> up = new TreeSet<>(Set.of(ANNAS, ANNAS_OTHER, BENS, UNSEALED));
  private final OwnersApart apart =
      new OwnersApart(new First(), Map.of(ANNAS, ANNA, ANNAS_OTHER, ANNA, BENS, BEN));

  /** Chooses the first that is not excluded. */
  private final class First implements Attempts.Candidates {
    @Override
    public NodeDecision choose(Set<UUID> excluded) {
      UUID chosen = able(excluded).stream().sorted().findFirst().orElse(null);
      return new NodeDecision(Strategy.PERFORMANCE, chosen, false, "", List.of());
    }

    @Override
    public Set<UUID> able(Set<UUID> excluded) {
      Set<UUID> able = new HashSet<>(up);
      able.removeAll(excluded);
      return able;
    }
  }

  private @Nullable UUID choose(int answer, UUID... excluded) {
    return apart.forAnswer(answer).choose(Set.of(excluded)).chosen();
  }

  @Test
  void eachAnswerIsOfAnotherOwnerAndNoneOfABackendThatSealsNothing() {
    assertThat(apart.available()).isEqualTo(2);
    assertThat(choose(0)).isEqualTo(ANNAS);
    assertThat(choose(1)).isEqualTo(BENS);
    assertThat(choose(2)).isNull();
  }

  @Test
  void whoGivesUpANodeMayTakeTheOwnersOtherOne() {
    assertThat(choose(0)).isEqualTo(ANNAS);
    assertThat(choose(0, ANNAS)).isEqualTo(ANNAS_OTHER);
    assertThat(choose(0, ANNAS, ANNAS_OTHER)).isEqualTo(BENS);
    assertThat(choose(1)).as("Anna's are free again").isEqualTo(ANNAS);
  }

  @Test
  void whoWaitsForASlotWaitsForOneOwnersAlone() {
    up.remove(UNSEALED);
    Set<UUID> first = apart.forAnswer(0).able(Set.of());
    Set<UUID> second = apart.forAnswer(1).able(Set.of());
    assertThat(first).hasSize(1);
    assertThat(second).hasSize(1);
    assertThat(first.contains(BENS)).isNotEqualTo(second.contains(BENS));
    assertThat(apart.forAnswer(2).able(Set.of())).isEmpty();
  }
}
