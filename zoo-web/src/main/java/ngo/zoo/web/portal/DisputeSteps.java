package ngo.zoo.web.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.rewards.SlashState;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.routing.DisputeFile;
import ngo.zoo.routing.DisputeView;
import org.jspecify.annotations.Nullable;

/** What happened about a dispute, in the order of time, and what is still to come. */
final class DisputeSteps {
  private DisputeSteps() {}

  /**
   * One step.
   *
   * @param key of the words
   * @param value filled into them; empty when they take none
   * @param coming whether it lies ahead: a time at which something ends by itself
   */
  public record Step(Instant at, String key, String value, boolean coming) {}

  static List<Step> of(
      DisputeView dispute, DisputeFile file, List<PanelVoteView> votes, @Nullable SlashView slash) {
    List<Step> steps = new ArrayList<>();
    file.answers().stream()
        .map(DisputeFile.DisputedAnswer::answeredAt)
        .min(Comparator.naturalOrder())
        .ifPresent(
            at -> steps.add(happened(at, "answered", String.valueOf(file.answers().size()))));
    add(steps, file.challengedAt(), "challenged");
    file.findings().forEach(one -> steps.add(happened(one.checkedAt(), "checked", one.verifier())));
    add(steps, dispute.openedAt(), "opened");
    votes.forEach(
        vote ->
            steps.add(
                happened(vote.castAt(), vote.uphold() ? "vote.uphold" : "vote.overturn", "")));
    decision(steps, dispute);
    if (slash != null) {
      slash(steps, slash);
    }
    steps.sort(Comparator.comparing(Step::coming).thenComparing(Step::at));
    return List.copyOf(steps);
  }

  private static void decision(List<Step> steps, DisputeView dispute) {
    Instant closesAt = dispute.closesAt();
    switch (dispute.state()) {
      case UPHELD -> add(steps, dispute.decidedAt(), "upheld");
      case OVERTURNED -> add(steps, dispute.decidedAt(), "overturned");
      case NO_QUORUM -> add(steps, dispute.decidedAt(), "noquorum");
      case VOTING -> {
        if (closesAt != null) {
          steps.add(new Step(closesAt, "dispute.step.closes", "", true));
        }
      }
    }
  }

  private static void slash(List<Step> steps, SlashView slash) {
    add(steps, slash.slashedAt(), "slashed");
    switch (slash.state()) {
      case EFFECTIVE, UPHELD -> add(steps, slash.endedAt(), "burned");
      case OVERTURNED -> add(steps, slash.endedAt(), "returned");
      default -> {
        boolean waiting = slash.state() == SlashState.OPEN;
        steps.add(
            new Step(
                slash.appealUntil(),
                waiting ? "dispute.step.appeal" : "dispute.step.appealed",
                "",
                true));
      }
    }
  }

  private static void add(List<Step> steps, @Nullable Instant at, String what) {
    if (at != null) {
      steps.add(happened(Objects.requireNonNull(at), what, ""));
    }
  }

  private static Step happened(Instant at, String what, String value) {
    return new Step(at, "dispute.step." + what, value, false);
  }
}
