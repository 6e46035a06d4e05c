package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DisputeStore;
import ngo.zoo.persistence.routing.DisputeStore.Objection;
import ngo.zoo.persistence.routing.Judgement;
import ngo.zoo.persistence.routing.RedundantStore;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * What stands for and against disputed answers, as one canonical JSON: the receipts' records with
 * the node's seals, each verifier's sealed report, the thresholds and how the answers were drawn.
 * Question and answer are not in it, their hashes are.
 */
@ApplicationScoped
public class Evidence {
  private static final int MILLION = 1_000_000;

  @Inject private DisputeStore disputes;
  @Inject private VerificationStore store;

  /** The one text of it (RFC 8785). */
  public String bundle(UUID dispute, Judgement judgement, @Nullable Objection objection) {
    List<CheckRow> checks = store.checks(judgement.receipts());
    Map<String, Object> bundle =
        bundle(dispute, judgement, checks.stream().map(CheckRow::backends).toList());
    bundle.put("objection", objection == null ? "" : objection.reason());
    bundle.put("receipts", receipts(judgement.receipts()));
    bundle.put("checks", checks.stream().map(this::check).toList());
    return CanonicalJson.of(bundle);
  }

  /**
   * The same of an answer that other nodes' answers outvoted: the receipt's record, which names all
   * answers with their seals, and what each of the nodes found about each other's.
   */
  String outvoted(UUID dispute, Judgement judgement, Disputes.Outvoted outvoted) {
    List<BackendPair> backends =
        outvoted.checks().stream()
            .filter(check -> check.nodeId().equals(judgement.nodeId()))
            .map(RedundantStore.Check::backends)
            .toList();
    Map<String, Object> bundle = bundle(dispute, judgement, backends);
    bundle.put("objection", "");
    bundle.put(
        "receipts",
        List.of(
            Map.of(
                "receipt", outvoted.receipt().toString(),
                "record", outvoted.record(),
                "node_key", base64(disputes.key(judgement.nodeId())))));
    bundle.put("checks", outvoted.checks().stream().map(this::check).toList());
    return CanonicalJson.of(bundle);
  }

  private Map<String, Object> check(RedundantStore.Check check) {
    return Map.of(
        "answer_of", check.nodeId().toString(),
        "verifier", check.verifierId().toString(),
        "verifier_key", base64(disputes.key(check.verifierId())),
        "seal", check.seal(),
        "signature", base64(check.signature()));
  }

  private Map<String, Object> bundle(
      UUID dispute, Judgement judgement, List<BackendPair> backends) {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("type", "dispute-evidence");
    bundle.put("dispute", dispute.toString());
    bundle.put("node", judgement.nodeId().toString());
    bundle.put("model", judgement.model());
    bundle.put("model_sha256", judgement.modelSha256());
    bundle.putAll(thresholds(store.calibration(judgement.modelSha256(), backends)));
    bundle.put(
        "backends",
        backends.stream()
            .distinct()
            .map(pair -> thresholds(judgement.modelSha256(), pair))
            .toList());
    return bundle;
  }

  private Map<String, Object> thresholds(String modelSha256, BackendPair pair) {
    Map<String, Object> of = thresholds(store.calibration(modelSha256, pair));
    of.put("backend", pair.backend());
    of.put("verifier_backend", pair.verifierBackend());
    return of;
  }

  private static Map<String, Object> thresholds(Calibration calibration) {
    Map<String, Object> thresholds = new LinkedHashMap<>();
    thresholds.put("calibration_runs", (long) calibration.runs());
    thresholds.put("threshold_distance_micro", micro(calibration.thresholds().distance()));
    thresholds.put("threshold_surprise_micro", micro(calibration.thresholds().surprise()));
    thresholds.put("threshold_hard_micro", micro(calibration.thresholds().hardRate()));
    return thresholds;
  }

  private List<Map<String, Object>> receipts(List<UUID> receipts) {
    return disputes.exhibits(receipts).stream()
        .map(
            one ->
                Map.<String, Object>of(
                    "receipt", one.receiptId().toString(),
                    "record", one.record(),
                    "node_key", base64(one.nodeKey()),
                    "epoch", (long) one.epoch(),
                    "probability_ppm", (long) one.probability()))
        .toList();
  }

  private Map<String, Object> check(CheckRow row) {
    return Map.of(
        "receipt", row.receiptId().toString(),
        "asked_as", row.id().toString(),
        "rank", (long) row.rank(),
        "verifier", row.verifierId().toString(),
        "verifier_key", base64(disputes.key(row.verifierId())),
        "seal", row.seal(),
        "signature", base64(row.signature()),
        "checked_at", row.checkedAt().toString());
  }

  /** What the log commits to. */
  static Map<String, Object> leaf(UUID dispute, UUID node, List<UUID> receipts, byte[] sha256) {
    return Map.of(
        "dispute", dispute.toString(),
        "node", node.toString(),
        "receipts", receipts.stream().map(UUID::toString).toList(),
        "evidence_sha256", HexFormat.of().formatHex(sha256));
  }

  private static long micro(double value) {
    return Math.round(value * MILLION);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
