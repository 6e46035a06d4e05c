package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.persistence.routing.RedundantStore.Check;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.Agreement;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Thresholds;
import org.jboss.logging.Logger;

/**
 * Has the nodes that answered one question re-score each other's answers, all at once. A node that
 * does not answer, or has other weights, has no say about the answer.
 */
final class CrossCheck {
  private static final Logger LOG = Logger.getLogger(CrossCheck.class);
  private static final Duration WAIT_FOR_SLOT = Duration.ofSeconds(10);

  private final GpuConnectionFactory workers;
  private final Executor executor;
  private final BiFunction<String, BackendPair, Thresholds> thresholds;

  /**
   * @param thresholds by the weights' SHA-256 and the pair of backends
   */
  CrossCheck(
      GpuConnectionFactory workers,
      Executor executor,
      BiFunction<String, BackendPair, Thresholds> thresholds) {
    this.workers = workers;
    this.executor = executor;
    this.thresholds = thresholds;
  }

  /**
   * Compares answers.
   *
   * @param weights the nodes' standings
   */
  Compared compare(GenerationRequest request, List<Inferred> answers, long[] weights) {
    List<String> texts = answers.stream().map(one -> one.result().text()).toList();
    boolean alike = new HashSet<>(texts).size() == 1;
    List<Check> checks = alike ? List.of() : checks(request, answers);
    Map<List<UUID>, Verdict> verdicts = new HashMap<>();
    checks.forEach(
        check -> verdicts.put(List.of(check.verifierId(), check.nodeId()), check.verdict()));
    Agreement agreement =
        Agreement.of(
            texts,
            weights,
            (verifier, answer) ->
                verdicts.getOrDefault(
                    List.of(answers.get(verifier).nodeId(), answers.get(answer).nodeId()),
                    Verdict.SUSPECT));
    return new Compared(answers, agreement, checks);
  }

  private List<Check> checks(GenerationRequest request, List<Inferred> answers) {
    return answers.stream()
        .map(
            verifier ->
                CompletableFuture.supplyAsync(
                    () -> checks(request, verifier.nodeId(), answers), executor))
        .toList()
        .stream()
        .flatMap(running -> running.join().stream())
        .toList();
  }

  private List<Check> checks(GenerationRequest request, UUID verifier, List<Inferred> answers) {
    List<Check> found = new ArrayList<>();
    for (Inferred answer : answers) {
      if (!answer.nodeId().equals(verifier)) {
        try (GpuConnection connection = workers.getConnection(List.of(verifier), WAIT_FOR_SLOT)) {
          VerificationRequest asked = asked(request, answer.result());
          VerificationReport report = connection.verify(asked);
          if (report.modelSha256().equals(answer.result().modelSha256())) {
            found.add(check(answer, verifier, report, VerifierPool.fits(report, asked)));
          }
        } catch (WorkerException e) {
          LOG.infof("Query %s, verifier %s: %s", request.queryId(), verifier, e.getMessage());
        }
      }
    }
    return found;
  }

  private static VerificationRequest asked(GenerationRequest request, GenerationResult result) {
    return new VerificationRequest(
        request, result.text(), result.claim(), result.completionTokens());
  }

  private Check check(Inferred answer, UUID verifier, VerificationReport report, boolean textFits) {
    Measure measure = VerifierPool.measure(report);
    BackendPair backends = SealedBackend.pair(answer.result().seal(), report.seal());
    return new Check(
        answer.nodeId(),
        verifier,
        backends,
        textFits ? verdict(report.modelSha256(), backends, measure) : Verdict.FAIL,
        measure,
        textFits,
        report.seal(),
        report.signature());
  }

  /** Few tokens can clear an answer and not condemn it. */
  private Verdict verdict(String modelSha256, BackendPair backends, Measure measure) {
    Verdict verdict = thresholds.apply(modelSha256, backends).judge(measure);
    return verdict == Verdict.FAIL && !measure.isEnough() ? Verdict.SUSPECT : verdict;
  }
}
