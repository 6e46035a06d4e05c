package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.routing.Strategy;
import ngo.zoo.routing.rules.Considered;
import ngo.zoo.routing.rules.Considered.Verdict;
import ngo.zoo.routing.rules.NodeDecision;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {
  private static final UUID CHOSEN = new UUID(0, 1);
  private static final BigInteger STAKE = BigInteger.TEN.pow(22);

  @Test
  void aDecisionIsReadAsItWasWritten() {
    List<Considered> nodes =
        List.of(
            node(1, Verdict.CHOSEN, ""),
            node(2, Verdict.SATURATED, ""),
            node(3, Verdict.DOWN, "no \"answer\""));
    DecisionJson read = DecisionJson.read(DecisionJson.write(inferred(nodes)));
    assertThat(read).isEqualTo(new DecisionJson(Strategy.AFFINITY, CHOSEN, "a note", 2, nodes, 0));
  }

  @Test
  void aDecisionFromBeforeNodesHadAPriceIsRead() {
    String before =
        """
        {"strategy":"PERFORMANCE","chosen":"%1$s","note":"","attempt":1,
         "nodes":[["%1$s","CHOSEN","",3,4,12.5,0.9975,"7",0]],"unnamed":0}
        """
            .formatted(CHOSEN);
    assertThat(DecisionJson.read(before).nodes().getFirst().price()).isNull();
  }

  @Test
  void ofManyNodesTheFirstAreNamedAndTheOthersCounted() {
    List<Considered> nodes =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(i -> node(1001 - i, i == 1000 ? Verdict.CHOSEN : Verdict.DOWN, "ill"))
            .toList();
    String text = DecisionJson.write(inferred(nodes));
    DecisionJson read = DecisionJson.read(text);
    assertThat(read.nodes()).hasSize(NodeDecision.MOST_RECORDED);
    assertThat(read.nodes().getFirst().node()).isEqualTo(CHOSEN);
    assertThat(read.unnamed()).isEqualTo(1000 - NodeDecision.MOST_RECORDED);
    assertThat(text.length()).isLessThan(5120);
  }

  private static Considered node(int id, Verdict verdict, String detail) {
    return new Considered(new UUID(0, id), verdict, detail, 3, 4, 12.5, 0.9975, STAKE, id, STAKE);
  }

  private static Inferred inferred(List<Considered> nodes) {
    GenerationResult result =
        new GenerationResult(
            "text", "stop", 1, 1, "", List.of(), Map.of(), "", new byte[0], new byte[32]);
    return new Inferred(
        CHOSEN, result, new NodeDecision(Strategy.AFFINITY, CHOSEN, false, "a note", nodes), 2);
  }
}
