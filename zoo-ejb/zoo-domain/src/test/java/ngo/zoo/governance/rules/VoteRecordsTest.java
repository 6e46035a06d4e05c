package ngo.zoo.governance.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.Support;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class VoteRecordsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final UUID PROPOSAL = new UUID(1, 1);

  @Test
  void ballotCommitsToTextPowerAndReasonHash() {
    BallotView ballot =
        new BallotView(
            new UUID(1, 2),
            PROPOSAL,
            new UUID(1, 3),
            Support.FOR,
            Amount.parse(Asset.KEEPER, "99900.5"),
            "",
            true,
            AT);

    assertThat(VoteRecords.ballot(ballot, "ab"))
        .isEqualTo(
            Map.of(
                "proposal_id",
                PROPOSAL.toString(),
                "text_hash",
                "ab",
                "voter",
                new UUID(1, 3).toString(),
                "support",
                "for",
                "power",
                "99900.5",
                "reason_sha256",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "cast_at",
                "2026-01-02T03:04:05.000Z",
                "custodial",
                true));
  }

  @Test
  void resultCarriesAllThatIsNeededToCountAgain() {
    BigInteger unit = BigInteger.TEN.pow(18);
    Tally tally =
        new Tally(
            unit.multiply(BigInteger.valueOf(3)),
            unit,
            BigInteger.ZERO,
            unit.multiply(BigInteger.TEN),
            1000,
            6600);

    assertThat(VoteRecords.result(PROPOSAL, "ab", tally, 4, AT))
        .containsEntry("for", "3")
        .containsEntry("against", "1")
        .containsEntry("abstain", "0")
        .containsEntry("total_supply", "10")
        .containsEntry("ballots", 4L)
        .containsEntry("result", "succeeded")
        .containsEntry("closed_at", "2026-01-02T03:04:05.000Z");
  }
}
