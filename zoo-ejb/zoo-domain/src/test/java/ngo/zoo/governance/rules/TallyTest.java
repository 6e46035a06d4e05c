package ngo.zoo.governance.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import ngo.zoo.governance.TallyView;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void quorumIsReachedAtExactlyTenPercentOfSupply() {
    assertThat(tally(100, 0, 0, 1000).quorumReached()).isTrue();
    assertThat(tally(99, 0, 0, 1000).quorumReached()).isFalse();
  }

  @Test
  void abstainingCountsToTheQuorumOnly() {
    assertThat(tally(10, 0, 90, 1000).succeeded()).isTrue();
    assertThat(tally(0, 0, 500, 1000).quorumReached()).isTrue();
    assertThat(tally(0, 0, 500, 1000).approved()).isFalse();
  }

  @Test
  void approvalIsDecidedWithoutRounding() {
    assertThat(tally(66, 34, 0, 100).approved()).isTrue();
    assertThat(tally(659_999, 340_001, 0, 1_000_000).approved()).isFalse();
    assertThat(tally(660_000, 340_000, 0, 1_000_000).approved()).isTrue();
  }

  @Test
  void approvalWithoutQuorumFails() {
    assertThat(tally(50, 0, 0, 1000).approved()).isTrue();
    assertThat(tally(50, 0, 0, 1000).succeeded()).isFalse();
  }

  @Test
  void quorumHoldsAtTheSizeOfTheRealSupply() {
    BigInteger unit = BigInteger.TEN.pow(18);
    BigInteger supply = BigInteger.valueOf(1_000_000).multiply(unit);
    BigInteger tenth = BigInteger.valueOf(100_000).multiply(unit);
    Tally exact = new Tally(tenth, BigInteger.ZERO, BigInteger.ZERO, supply, 1000, 6600);
    Tally oneShort =
        new Tally(
            tenth.subtract(BigInteger.ONE), BigInteger.ZERO, BigInteger.ZERO, supply, 1000, 6600);

    assertThat(exact.quorumReached()).isTrue();
    assertThat(oneShort.quorumReached()).isFalse();
  }

  @Test
  void nobodyVotedAndNothingToVoteWith() {
    assertThat(tally(0, 0, 0, 0).quorumReached()).isFalse();
    assertThat(tally(0, 0, 0, 1000).approved()).isFalse();
    assertThat(tally(0, 0, 0, 1000).view().approval()).isZero();
  }

  @Test
  void viewShowsBasisPointsRoundedDown() {
    TallyView view = tally(2, 1, 0, 7).view();

    assertThat(view.turnout()).isEqualTo(4285);
    assertThat(view.approval()).isEqualTo(6666);
    assertThat(view.quorumReached()).isTrue();
    assertThat(view.approved()).isTrue();
  }

  private static Tally tally(long yes, long no, long abstain, long supply) {
    return new Tally(
        BigInteger.valueOf(yes),
        BigInteger.valueOf(no),
        BigInteger.valueOf(abstain),
        BigInteger.valueOf(supply),
        1000,
        6600);
  }
}
