package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import ngo.zoo.persistence.routing.DisputeFileStore;
import ngo.zoo.persistence.routing.DisputeFileStore.Checked;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.routing.DisputeFile;
import ngo.zoo.routing.DisputeFile.Finding;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Disputes as they are shown to people; public like the disputes themselves. */
@Stateless
public class DisputeFiles {
  @Inject private DisputeFileStore files;
  @Inject private DisputeStore disputes;
  @Inject private VerificationStore store;

  /**
   * Newest first.
   *
   * @param state null for all
   */
  public Page<DisputeView> page(@Nullable DisputeState state, PageRequest request) {
    return disputes.page(state, request);
  }

  /** How many judgements of a node are in each state; absent for none. */
  public Map<JudgementState, Long> judged(UUID node) {
    return files.judged(node);
  }

  /** The dispute this answer is or was part of. */
  public Optional<UUID> ofReceipt(UUID receipt) {
    return files.ofReceipt(receipt);
  }

  /**
   * Answers, findings and thresholds of a dispute.
   *
   * @throws Refusal {@code dispute-not-found}
   */
  public DisputeFile file(UUID dispute) {
    DisputeFileStore.Head head =
        files.head(dispute).orElseThrow(() -> Refusal.notFound("dispute", dispute));
    Calibration calibration =
        store.calibration(head.modelSha256(), store.backends(head.judgementId()));
    return new DisputeFile(
        files.answers(head.judgementId()),
        findings(head.judgementId(), head.modelSha256()),
        calibration.thresholds(),
        calibration.isEnough(),
        head.challengedAt(),
        head.quorum());
  }

  private List<Finding> findings(UUID judgement, String modelSha256) {
    Map<BackendPair, Thresholds> known = new HashMap<>();
    Function<BackendPair, Thresholds> thresholds =
        pair ->
            known.computeIfAbsent(pair, any -> store.calibration(modelSha256, any).thresholds());
    return Stream.concat(
            files.outvotedBy(judgement, thresholds).stream(),
            files.checks(judgement).stream()
                .map(check -> finding(check, thresholds.apply(check.backends()))))
        .toList();
  }

  private static Finding finding(Checked check, Thresholds thresholds) {
    return new Finding(
        check.rank(),
        check.verifierId(),
        check.verifier(),
        check.backends(),
        thresholds,
        check.answers(),
        Math.toIntExact(check.measure().tokens()),
        check.measure().meanDistance(),
        check.measure().z(),
        check.measure().hardRate(),
        check.textFits(),
        check.textFits() ? thresholds.judge(check.measure()) : Verdict.FAIL,
        check.checkedAt());
  }
}
