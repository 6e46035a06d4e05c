package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

/** Who answers and who embeds is told by role and kind, not by the role alone. */
class FleetTest {
  private static final UUID ID = new UUID(1, 1);
  private static final Set<UUID> STAKED = Set.of(ID);

  @Test
  void theOperatorsServerWithoutSealAnswersAndDoesNotEmbed() {
    Fleet fleet = new Fleet(List.of(node("OPERATOR", "OPENAI", NodeState.HEALTHY)), STAKED);
    assertThat(fleet.answers()).isTrue();
    assertThat(fleet.models()).containsExactly("m");
    assertThat(fleet.embeds()).isFalse();
  }

  @Test
  void theOperatorsOwnNodeEmbedsAndDoesNotAnswer() {
    Fleet fleet = new Fleet(List.of(node("OPERATOR", "ZOO", NodeState.DEGRADED)), STAKED);
    assertThat(fleet.answers()).isFalse();
    assertThat(fleet.models()).isEmpty();
    assertThat(fleet.embeds()).isTrue();
  }

  @Test
  void aProviderAnswersWhenItIsWellAndHasItsStake() {
    List<NodeView> well = List.of(node("PROVIDER", "ZOO", NodeState.HEALTHY));
    List<NodeView> down = List.of(node("PROVIDER", "ZOO", NodeState.UNHEALTHY));
    assertThat(new Fleet(well, STAKED).answers()).isTrue();
    assertThat(new Fleet(well, Set.of()).answers()).isFalse();
    assertThat(new Fleet(down, STAKED).answers()).isFalse();
  }

  @Test
  void theLowestPriceIsThatOfANodeThatIsAsked() {
    Fleet fleet = new Fleet(List.of(node("PROVIDER", "ZOO", NodeState.HEALTHY)), STAKED);
    assertThat(fleet.lowest("m")).contains(Amount.keeper(BigInteger.valueOf(8)));
    assertThat(fleet.lowest("o")).isEmpty();
    List<NodeView> down = List.of(node("PROVIDER", "ZOO", NodeState.UNHEALTHY));
    assertThat(new Fleet(down, STAKED).lowest("m")).isEmpty();
  }

  private static NodeView node(String role, String kind, NodeState state) {
    return new NodeView(
        ID,
        "n",
        role,
        ID,
        null,
        "",
        state,
        "",
        Instant.EPOCH,
        List.of("m"),
        1,
        0,
        0,
        0,
        0,
        Amount.zero(Asset.KEEPER),
        kind,
        0,
        null,
        List.of(price("m", 8), price("n", 3)),
        null);
  }

  private static NodePriceView price(String model, long units) {
    Amount price = Amount.keeper(BigInteger.valueOf(units));
    return new NodePriceView(model, price, Amount.keeper(BigInteger.TEN), price, Instant.EPOCH);
  }
}
