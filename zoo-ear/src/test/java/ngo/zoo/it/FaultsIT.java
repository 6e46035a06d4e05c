package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.it.StubNode.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes that die, stall and lie: what the asker sees, and what is charged.
 *
 * <p>What needs a turn of the bad node comes first, because a node that has failed often is asked
 * last; its bad seals come at the end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
  private static final String MODEL = "faults-it-7b";
  private static final Zoo ZOO = Zoo.shared();
  private static StubNodes nodes;
  private static StubNode good;
  private static StubNode bad;

  @BeforeAll
  static void twoNodesOfTwoOwners() throws IOException {
    nodes = new StubNodes("faults", MODEL, "tomas", "omar");
    good = nodes.get(0);
    bad = nodes.get(1);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  /** The circuit of a node that failed opens; the next test begins when it is closed again. */
  @AfterEach
  void theBadNodeIsWellAgain() {
    bad.release();
    bad.manner = Manner.GOOD;
    StubNodes.awaitHealth(bad);
    Charges.assertSound();
  }

  private final Charges charges = new Charges(MODEL);

  @Test
  void aNodeKilledInTheMiddleOfAStreamEndsItWithAnErrorAndNothingIsCharged() {
    bad.manner = Manner.DIES;
    Reply broken = ask(bad.streamed("Count the ways."));
    assertThat(broken.status()).isEqualTo(200);
    assertThat(broken.body())
        .contains("\"content\":\"w")
        .contains("\"error\"", "node_unavailable", "Nothing was charged")
        .doesNotContain("[DONE]", "receipt_id");
    charges.assertNothing();
    ZOO.eventually(
        "the node's death is seen",
        () -> StubNodes.seen(bad).getString("state").equals("unhealthy"));
    ask(bad.only("Are you there?")).expect(503);
    charges.assertNothing();
    bad.restart();
  }

  /** Nobody has seen a piece of an answer that is not streamed, so another node may give it. */
  @Test
  @Order(2)
  void aNodeKilledInTheMiddleOfAWholeAnswerIsFollowedByAnother() {
    bad.manner = Manner.DIES;
    int before = bad.asked.get();
    int questions = 0;
    while (bad.asked.get() == before) {
      Reply answer = ask(inTurn("Question " + questions)).expect(200);
      assertThat(answer.json().getJsonObject("zoo").getString("node")).isEqualTo(good.name);
      charges.assertOne();
      assertThat(++questions).as("turns until the bad node's").isLessThan(5);
    }
    bad.restart();
  }

  @Test
  void aWholeAnswerOfADyingNodeAloneIsRefusedWithATimeToComeBack() {
    bad.manner = Manner.DIES;
    Reply refused = ask(bad.only("Count the ways.")).expect(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(code(refused)).isEqualTo("node_unavailable");
    charges.assertNothing();
    bad.restart();
  }

  @Test
  void aSlowNodeGetsLessToDoAndEachAnswerIsChargedOnce() {
    bad.manner = Manner.SLOW;
    int fast = good.asked.get();
    int slow = bad.asked.get();
    for (int i = 0; i < 24; i++) {
      ask(StubNode.question(MODEL, "Slowly, " + i, Zoo.parse("{}"))).expect(200);
      charges.assertOne();
    }
    assertThat(good.asked.get() - fast).isGreaterThan(2 * (bad.asked.get() - slow));
  }

  /** The connector waits half a minute for the first byte. */
  @Test
  @Order(1)
  void aNodeThatHangsIsGivenUpAndAnotherAnswersOnce() {
    bad.manner = Manner.HANGS;
    int before = bad.asked.get();
    for (int i = 0; bad.asked.get() == before; i++) {
      assertThat(i).as("turns until the bad node's").isLessThan(5);
      long begun = System.nanoTime();
      Reply answer = ask(inTurn("Are you there, " + i)).expect(200);
      assertThat(answer.json().getJsonObject("zoo").getString("node")).isEqualTo(good.name);
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(50));
      charges.assertOne();
    }
  }

  /** Any of them may be the one for which the node is thrown out, seconds later: they come last. */
  @ParameterizedTest
  @Order(Integer.MAX_VALUE)
  @EnumSource(names = {"OTHER_MODEL", "OTHERS_SIGNATURE", "REPLAYS_A_SEAL"})
  void anAnswerWhoseSealDoesNotFitIsNobodysAndTheNodeIsToBlame(Manner manner) {
    ZOO.eventually("the node is blamed", () -> isBlamedForOne(manner));

    Reply streamed = ask(bad.streamed("Whose word is this?"));
    assertThat(streamed.body()).contains("\"error\"").doesNotContain("[DONE]", "receipt_id");
    charges.assertNothing();

    for (int i = 0; i < 2; i++) {
      Reply answer = ask(inTurn("Whose word is that, " + i)).expect(200);
      assertThat(answer.json().getJsonObject("zoo").getString("node")).isEqualTo(good.name);
      charges.assertOne();
    }
  }

  /** It answers honestly before, and is not asked when thrown out in between. */
  private boolean isBlamedForOne(Manner manner) {
    bad.manner = Manner.GOOD;
    StubNodes.awaitHealth(bad);
    int failed = StubNodes.seen(bad).getInt("failed");
    charges.look();
    bad.manner = manner;
    Reply alone = ask(bad.only("Whose word is this?")).expect(503);
    assertThat(code(alone)).isEqualTo("node_unavailable");
    charges.assertNothing();
    return StubNodes.seen(bad).getInt("failed") > failed;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aNodeThatFailsAgainAndAgainIsNotAskedForAWhile() {
    bad.manner = Manner.OTHERS_SIGNATURE;
    for (int i = 0; i < 5; i++) {
      ask(bad.only("Failing, " + i)).expect(503);
    }
    bad.manner = Manner.GOOD;
    int before = bad.asked.get();
    Reply passed = ask(inTurn("Who is there?")).expect(200);
    assertThat(passed.json().getJsonObject("zoo").getString("node")).isEqualTo(good.name);
    assertThat(bad.asked.get()).isEqualTo(before);
    charges.assertOne();
  }

  @Test
  void aNodesRefusalReachesTheAskerInItsWordsAndIsNotTheNodesFault() {
    bad.manner = Manner.REFUSES;
    int failed = StubNodes.seen(bad).getInt("failed");
    Reply refused = ask(bad.only("Read this.")).expect(400);
    assertThat(refused.body()).contains("I cannot read that", "outside_vocabulary");
    charges.assertNothing();
    assertThat(StubNodes.seen(bad).getInt("failed")).isEqualTo(failed);
  }

  private static Reply ask(JsonObject question) {
    return ZOO.post(Zoo.PARTNER, "/v1/chat/completions", question);
  }

  private static JsonObject inTurn(String content) {
    return StubNode.question(MODEL, content, Zoo.parse("{\"strategy\":\"round-robin\"}"));
  }

  private static String code(Reply refused) {
    return refused.json().getJsonObject("error").getString("code");
  }
}
