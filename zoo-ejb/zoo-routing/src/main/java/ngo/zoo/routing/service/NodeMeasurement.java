package ngo.zoo.routing.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.persistence.Ids;
import ngo.zoo.routing.rules.AdmissionExam;
import ngo.zoo.routing.rules.AdmissionResult;
import org.jspecify.annotations.Nullable;

/**
 * Measures one node on the way that questions take: through the connector, which checks each seal.
 * First some questions one after the other, for the time of an answer; then as many at once as the
 * node has slots, for its throughput. The first failure ends it.
 */
final class NodeMeasurement {
  /** How many questions it asks. */
  static final int QUESTIONS = 12;

  private static final int ALONE = 4;
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private final GpuConnectionFactory workers;
  private final Executor executor;
  private final UUID node;

  NodeMeasurement(GpuConnectionFactory workers, Executor executor, UUID node) {
    this.workers = workers;
    this.executor = executor;
    this.node = node;
  }

  /**
   * @param sha256 of the weights as sealed
   * @param evidence canonical JSON: the nonce, when it was drawn, and every seal
   */
  record Outcome(AdmissionResult result, String model, String sha256, String evidence) {}

  /** One question's end: answered, or not and why. */
  private record Asked(
      AdmissionExam.Item item,
      @Nullable GenerationResult result,
      double firstMillis,
      double millis,
      String trouble,
      boolean busy) {
    boolean isRight() {
      return result != null && result.text().equals(item.rightAnswer());
    }

    int tokens() {
      return result == null ? 0 : result.completionTokens();
    }
  }

  /**
   * Examines a chat model.
   *
   * @return null when all its slots were taken by others: that says nothing of the node
   */
  @Nullable Outcome examine(AdmissionExam exam, int slots, int memoryMib, int neededMib) {
    List<Asked> alone = new ArrayList<>();
    for (int i = 0; i < ALONE && isGood(alone); i++) {
      alone.add(ask(exam.model(), exam.items().get(i)));
    }
    long begin = System.nanoTime();
    List<Asked> together =
        isGood(alone)
            ? together(exam.model(), exam.items().subList(ALONE, exam.items().size()), slots)
            : List.of();
    double seconds = (System.nanoTime() - begin) / SECOND;
    List<Asked> all = new ArrayList<>(alone);
    all.addAll(together);
    if (all.stream().anyMatch(Asked::busy)) {
      return null;
    }
    int tokens = together.stream().mapToInt(Asked::tokens).sum();
    return outcome(
        exam, alone, all, together.isEmpty() ? 0 : tokens / seconds, memoryMib, neededMib);
  }

  private static boolean isGood(List<Asked> asked) {
    return asked.stream().allMatch(one -> one.result != null);
  }

  private static Outcome outcome(
      AdmissionExam exam,
      List<Asked> alone,
      List<Asked> all,
      double speed,
      int memoryMib,
      int neededMib) {
    List<Asked> answered = all.stream().filter(one -> one.result != null).toList();
    List<GenerationResult> results =
        all.stream()
            .map(Asked::result)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    return new Outcome(
        new AdmissionResult(
            exam.items().size(),
            answered.size(),
            all.stream().map(Asked::trouble).filter(why -> !why.isEmpty()).findFirst().orElse(""),
            (int) answered.stream().filter(one -> one.item.rightAnswer() != null).count(),
            (int) answered.stream().filter(Asked::isRight).count(),
            results.stream().map(GenerationResult::modelSha256).distinct().count() <= 1,
            answered.stream().mapToInt(Asked::tokens).sum(),
            speed,
            median(alone.stream().mapToDouble(Asked::firstMillis).toArray()),
            median(alone.stream().mapToDouble(Asked::millis).toArray()),
            memoryMib,
            neededMib),
        exam.model(),
        results.isEmpty() ? "" : results.getFirst().modelSha256(),
        evidence(exam, results));
  }

  private static String evidence(AdmissionExam exam, List<GenerationResult> results) {
    return CanonicalJson.of(
        Map.of(
            "nonce", exam.nonce(),
            "at", exam.at().toString(),
            "model", exam.model(),
            "answers",
                results.stream()
                    .<Map<String, ?>>map(
                        one ->
                            Map.of(
                                "seal", one.seal(),
                                "signature", Base64.getEncoder().encodeToString(one.signature())))
                    .toList()));
  }

  private List<Asked> together(String model, List<AdmissionExam.Item> items, int slots) {
    List<Asked> asked = new ArrayList<>();
    for (int from = 0; from < items.size() && isGood(asked); from += slots) {
      List<CompletableFuture<Asked>> round =
          items.subList(from, Math.min(items.size(), from + slots)).stream()
              .map(item -> CompletableFuture.supplyAsync(() -> ask(model, item), executor))
              .toList();
      round.forEach(one -> asked.add(one.join()));
    }
    return asked;
  }

  private Asked ask(String model, AdmissionExam.Item item) {
    try (GpuConnection connection = workers.getConnection(List.of(node), WAIT)) {
      long begin = System.nanoTime();
      long[] first = {0};
      GenerationResult result =
          connection.generate(
              request(model, item),
              piece -> first[0] = first[0] == 0 ? System.nanoTime() : first[0]);
      long end = System.nanoTime();
      double firstMillis = ((first[0] == 0 ? end : first[0]) - begin) / MILLI;
      return new Asked(item, result, firstMillis, (end - begin) / MILLI, "", false);
    } catch (WorkerException e) {
      return failed(item, e);
    }
  }

  private static Asked failed(AdmissionExam.Item item, WorkerException e) {
    boolean busy = e.reason() == WorkerException.Reason.BUSY;
    return new Asked(item, null, 0, 0, String.valueOf(e.getMessage()), busy);
  }

  private static GenerationRequest request(String model, AdmissionExam.Item item) {
    return new GenerationRequest(
        Ids.next(),
        model,
        List.of(new GenerationRequest.Message("user", item.question())),
        item.experiences().stream()
            .map(one -> new GenerationRequest.InjectedExperience(one.id(), one.text()))
            .toList(),
        item.asking().temperature(),
        1,
        item.asking().maxTokens(),
        List.of(),
        item.asking().seed());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[values.length / 2];
  }

  /**
   * Has the operator's own node embed texts; it signs nothing, and nobody else's is asked to.
   *
   * @return null when all its slots were taken by others
   */
  @Nullable Outcome embed(AdmissionExam exam, int memoryMib) {
    List<String> texts = exam.items().stream().map(AdmissionExam.Item::question).toList();
    long begin = System.nanoTime();
    try (GpuConnection connection = workers.getConnection(List.of(node), WAIT)) {
      Embeddings made = connection.embed(texts);
      return embedded(exam, made, System.nanoTime() - begin, memoryMib);
    } catch (WorkerException e) {
      return e.reason() == WorkerException.Reason.BUSY
          ? null
          : new Outcome(
              new AdmissionResult(
                  texts.size(),
                  0,
                  String.valueOf(e.getMessage()),
                  0,
                  0,
                  true,
                  0,
                  0,
                  0,
                  0,
                  memoryMib,
                  0),
              exam.model(),
              "",
              evidence(exam, List.of()));
    }
  }

  private static Outcome embedded(AdmissionExam exam, Embeddings made, long nanos, int memoryMib) {
    int vectors = made.vectors().size();
    return new Outcome(
        new AdmissionResult(
            exam.items().size(),
            vectors,
            "not every text has a vector",
            0,
            0,
            true,
            vectors,
            vectors / (nanos / SECOND),
            0,
            nanos / MILLI,
            memoryMib,
            0),
        made.embedderId(),
        "",
        evidence(exam, List.of()));
  }
}
