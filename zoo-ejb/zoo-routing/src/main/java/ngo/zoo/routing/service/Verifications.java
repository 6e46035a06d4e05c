package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.NodeStore;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.persistence.routing.VerificationStore.Track;
import ngo.zoo.routing.CalibrationResult;
import ngo.zoo.routing.CalibrationResult.OfPair;
import ngo.zoo.routing.CalibrationView;
import ngo.zoo.routing.EpochView;
import ngo.zoo.routing.JudgementView;
import ngo.zoo.routing.NodeTrackView;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.VerifierStanding;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Calibration.HonestRun;
import ngo.zoo.routing.rules.verification.CheckPlan;
import ngo.zoo.routing.rules.verification.Deterrence;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** What is told of verification: nodes' records and judgements, epochs, calibration. */
@Stateless
public class Verifications {
  /**
   * The share of false answers that a check finds, in millionths; bench/verification finds more.
   */
  private static final int DETECTED = 900_000;

  private static final int MOST_RUNS = 20_000;

  @Inject private VerificationStore store;
  @Inject private VerificationEpochs epochs;
  @Inject private DisputeStore disputes;
  @Inject private ProbeStore probes;
  @Inject private NodeStore nodes;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;

  /** A node's judgements, newest first. */
  public Page<JudgementView> judgements(UUID node, PageRequest request) {
    known(node);
    return disputes.judgements(node, request);
  }

  /**
   * A node's record by model, with what a false answer must be expected to cost.
   *
   * @throws Refusal {@code node-not-found}
   */
  public List<NodeTrackView> tracks(UUID node) {
    known(node);
    Amount stake = disputes.stakeBehind(node);
    Amount gain = gain(node);
    return store.tracks(node).stream().map(track -> view(track, stake, gain)).toList();
  }

  /**
   * Whether a node may verify others' answers.
   *
   * @throws Refusal {@code node-not-found}
   */
  public VerifierStanding verifier(UUID node) {
    known(node);
    return probes.standing(node);
  }

  private void known(UUID node) {
    if (nodes.node(node).isEmpty()) {
      throw Refusal.notFound("node", node);
    }
  }

  private NodeTrackView view(Track track, Amount stake, Amount gain) {
    TrackRecord record = track.record();
    int probability = plan(gain, record).probability();
    Deterrence deterrence =
        Deterrence.of(probability, DETECTED, stake, parameters.number(Parameter.SLASHING), gain);
    return new NodeTrackView(
        track.modelSha256(),
        track.backends().backend(),
        record.valid(),
        probability,
        store.calibration(track.modelSha256(), track.backends()).isEnough(),
        deterrence.atStake(),
        deterrence.loss(),
        gain,
        deterrence.margin().signum() > 0);
  }

  private CheckPlan plan(Amount fee, TrackRecord record) {
    CheckPlan plan =
        CheckPlan.of(
            VerificationMode.valueOf(parameters.text(Parameter.VERIFICATION)),
            fee,
            new CheckPlan.Values(
                parameters.amount(Parameter.VERIFICATION_SAMPLED),
                parameters.amount(Parameter.VERIFICATION_REDUNDANT)),
            record);
    return plan.nodes() > 1 ? new CheckPlan(plan.nodes(), TrackRecord.ALWAYS) : plan;
  }

  /** At most the whole fee of its dearest model. */
  private Amount gain(UUID node) {
    return nodes.modelsByNode().getOrDefault(node, List.of()).stream()
        .flatMap(model -> Parameter.feeOf(model).map(parameters::amount).stream())
        .max(Amount::compareTo)
        .orElse(Amount.zero(Asset.KEEPER));
  }

  /** Epochs of the lottery, newest first. */
  public Page<EpochView> epochs(PageRequest request) {
    return epochs.page(request, clock.now());
  }

  /** The calibrations that hold, newest first. */
  public Page<CalibrationView> calibrations(PageRequest request) {
    return store.calibrations(request);
  }

  /**
   * Calibrates a model by checks of nodes that staff know to be honest: as a whole, and each pair
   * of backends of which there are enough.
   *
   * @param modelSha256 of the weights
   * @throws Refusal {@code role-missing}; {@code too-few-runs} (409)
   */
  public CalibrationResult calibrate(Caller caller, String modelSha256, List<UUID> honest) {
    caller.require(Role.STAFF);
    List<HonestRun> runs = store.runs(modelSha256, honest, MOST_RUNS);
    Calibration calibration = Calibration.ofAll(runs);
    if (!calibration.isEnough()) {
      throw Refusal.conflict(
          "too-few-runs",
          "%d runs of %d tokens are there; %d are needed"
              .formatted(calibration.runs(), Measure.LEAST_TOKENS, Calibration.LEAST_RUNS));
    }
    store.calibrate(modelSha256, null, calibration, caller.id(), clock.now());
    List<OfPair> pairs = new ArrayList<>();
    Calibration.byBackends(runs)
        .forEach(
            (pair, found) -> {
              store.calibrate(modelSha256, pair, found, caller.id(), clock.now());
              pairs.add(OfPair.of(pair, found));
            });
    return new CalibrationResult(calibration.runs(), calibration.thresholds(), pairs);
  }
}
