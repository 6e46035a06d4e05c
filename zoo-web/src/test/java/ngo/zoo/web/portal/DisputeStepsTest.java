package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.StakeRole;
import ngo.zoo.routing.DisputeFile;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The course of a dispute: what happened in order, then what is to come. */
class DisputeStepsTest {
  private static final UUID ID = new UUID(1, 1);
  private static final Amount NOTHING = Amount.zero(Asset.KEEPER);

  @Test
  void aChallengeThatIsVotedOnEndsWithWhatIsToCome() {
    List<DisputeSteps.Step> steps =
        DisputeSteps.of(
            dispute(DisputeState.VOTING, null),
            file(at(2)),
            List.of(new PanelVoteView(ID, true, "because", at(5))),
            null);
    assertThat(steps)
        .extracting(DisputeSteps.Step::key)
        .containsExactly(
            "dispute.step.answered",
            "dispute.step.challenged",
            "dispute.step.checked",
            "dispute.step.opened",
            "dispute.step.vote.uphold",
            "dispute.step.closes");
    assertThat(steps).filteredOn(DisputeSteps.Step::coming).hasSize(1);
    assertThat(steps.get(2).value()).isEqualTo("verifier");
  }

  @Test
  void aPanelThatTooFewAttendedIsToldAsItsOwnEnd() {
    assertThat(
            DisputeSteps.of(
                dispute(DisputeState.NO_QUORUM, at(6)),
                file(null),
                List.of(new PanelVoteView(ID, false, "because", at(5))),
                null))
        .last()
        .isEqualTo(new DisputeSteps.Step(at(6), "dispute.step.noquorum", "", false));
  }

  @Test
  void anUpheldSampleWithASlashShowsTheTimeToAppeal() {
    List<DisputeSteps.Step> steps =
        DisputeSteps.of(
            dispute(DisputeState.UPHELD, at(6)),
            file(null),
            List.of(),
            slash(SlashState.OPEN, null));
    assertThat(steps)
        .extracting(DisputeSteps.Step::key)
        .containsExactly(
            "dispute.step.answered",
            "dispute.step.checked",
            "dispute.step.opened",
            "dispute.step.upheld",
            "dispute.step.slashed",
            "dispute.step.appeal");
  }

  @Test
  void aSlashThatEndedHasNothingToCome() {
    assertThat(
            DisputeSteps.of(
                dispute(DisputeState.UPHELD, at(6)),
                file(null),
                List.of(),
                slash(SlashState.OVERTURNED, at(8))))
        .noneMatch(DisputeSteps.Step::coming)
        .last()
        .extracting(DisputeSteps.Step::key)
        .isEqualTo("dispute.step.returned");
  }

  private static Instant at(int minute) {
    return Instant.EPOCH.plusSeconds(60L * minute);
  }

  private static DisputeView dispute(DisputeState state, @Nullable Instant decided) {
    return new DisputeView(
        ID,
        ID,
        "node",
        "m",
        true,
        "why",
        state,
        List.of(ID),
        NOTHING,
        "00",
        at(4),
        at(9),
        decided,
        1,
        0,
        null);
  }

  private static DisputeFile file(@Nullable Instant challenged) {
    return new DisputeFile(
        List.of(new DisputeFile.DisputedAnswer(ID, "HELD", NOTHING, at(1))),
        List.of(
            new DisputeFile.Finding(
                2,
                ID,
                "verifier",
                BackendPair.UNSTATED,
                Thresholds.START,
                1,
                100,
                1,
                1,
                1,
                true,
                Verdict.FAIL,
                at(3))),
        Thresholds.START,
        false,
        challenged,
        3);
  }

  private static SlashView slash(SlashState state, @Nullable Instant ended) {
    return new SlashView(
        ID,
        StakeRole.INFERENCE_NODE,
        "node",
        SlashReason.FALSE_ANSWERS,
        "e",
        5_000,
        NOTHING,
        state,
        at(7),
        at(20),
        ended);
  }
}
