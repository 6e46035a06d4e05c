package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
  private static final NodeThresholds HELD_TO =
      new NodeThresholds(9000, Duration.ofSeconds(20), 10, Duration.ofDays(1), Duration.ofDays(1));

  @Test
  void aChallengeFollowsFromItsNonceAndSharesNothingWithAnother() {
    AdmissionExam exam = AdmissionExam.of(nonce(1), "zoo-keeper-tiny", 12, AT);
    assertThat(exam).isEqualTo(AdmissionExam.of(nonce(1), "zoo-keeper-tiny", 12, AT));
    AdmissionExam other = AdmissionExam.of(nonce(2), "zoo-keeper-tiny", 12, AT);
    Set<UUID> ids = new HashSet<>();
    exam.items().forEach(item -> item.experiences().forEach(one -> ids.add(one.id())));
    assertThat(other.items())
        .flatExtracting(AdmissionExam.Item::experiences)
        .extracting(AdmissionExam.Given::id)
        .doesNotContainAnyElementsOf(ids);
    assertThat(exam.items()).doesNotContainAnyElementsOf(other.items());
    assertThatThrownBy(() -> AdmissionExam.of(new byte[31], "zoo-keeper-tiny", 1, AT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingBesideAQuestionTellsItFromOthers() {
    Set<Integer> limits = new HashSet<>();
    Set<Double> temperatures = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      for (AdmissionExam.Item item :
          AdmissionExam.of(nonce(i), "zoo-keeper-tiny", 12, AT).items()) {
        AdmissionExam.Asking asking = item.asking();
        assertThat(asking.seed()).isBetween(0L, (1L << 53) - 1);
        assertThat(asking.maxTokens()).isBetween(24, 512);
        assertThat(asking.temperature()).isBetween(0.0, 0.7);
        limits.add(asking.maxTokens());
        temperatures.add(asking.temperature());
        assertThat(item.experiences())
            .allSatisfy(
                one -> {
                  assertThat(one.id().version()).isEqualTo(7);
                  assertThat(one.id().variant()).isEqualTo(2);
                  assertThat(one.id().getMostSignificantBits() >>> 16)
                      .isBetween(AT.minus(Duration.ofDays(120)).toEpochMilli(), AT.toEpochMilli());
                });
      }
    }
    assertThat(limits).hasSizeGreaterThan(40);
    assertThat(temperatures).hasSize(8);
  }

  @Test
  void oneExperienceHasOneIdInAllQuestions() {
    Map<String, UUID> ids = new HashMap<>();
    for (AdmissionExam.Item item : AdmissionExam.of(nonce(3), "zoo-keeper-tiny", 12, AT).items()) {
      item.experiences()
          .forEach(
              one -> {
                UUID before = ids.put(one.text(), one.id());
                assertThat(before == null ? one.id() : before).isEqualTo(one.id());
              });
    }
    assertThat(ids).hasSizeLessThanOrEqualTo(24);
    assertThat(new HashSet<>(ids.values())).hasSameSizeAs(ids.keySet());
  }

  @Test
  void theKeepersQuestionsAreInItsVocabularyAndItsAnswersFollowFromWhatIsTold() {
    for (int i = 0; i < 50; i++) {
      for (AdmissionExam.Item item : AdmissionExam.of(nonce(i), "zoo-keeper-tiny", 8, AT).items()) {
        String sign = item.question().replaceAll("The sign shows (\\w+):.*", "$1");
        List<String> told =
            item.experiences().stream()
                .map(AdmissionExam.Given::text)
                .filter(text -> text.contains(" " + sign + ","))
                .toList();
        assertThat(told).as(item.question()).hasSize(1);
        String rule = told.getFirst().replaceAll(".*, (.*)\\.", "$1");
        assertThat(Objects.requireNonNull(item.rightAnswer())).startsWithIgnoringCase(rule + ": ");
        assertThat(PhraseTokenizer.readQuestion(item.question()).question())
            .isEqualTo(item.question());
      }
    }
  }

  @Test
  void otherModelsAreAskedWhatEveryModelUnderstands() {
    AdmissionExam exam = AdmissionExam.of(nonce(1), "qwen3-4b", 3, AT);
    assertThat(exam.items())
        .allSatisfy(
            item -> {
              assertThat(item.rightAnswer()).isNull();
              assertThat(item.question()).startsWith("Count upwards from ");
            });
  }

  @Test
  void whoIsAdmittedAndWhyNot() {
    assertThat(result(8, 8, true, 100, 0, 0)).isEmpty();
    assertThat(result(7, 7, true, 100, 0, 0))
        .isEqualTo("7 of 8 questions answered; then: bad seal");
    assertThat(result(8, 3, true, 100, 0, 0))
        .isEqualTo("only 3 of 8 answers with a known result were right");
    assertThat(result(8, 4, true, 100, 0, 0)).isEmpty();
    assertThat(result(8, 8, false, 100, 0, 0)).contains("different weights");
    assertThat(result(8, 8, true, 9.9, 0, 0))
        .isEqualTo("9.9 tokens per second, and 10 are the least");
    assertThat(result(8, 8, true, 100, 16_384, 16_385))
        .isEqualTo("its models need 16385 MiB and it has 16384");
    assertThat(result(8, 8, true, 100, 16_384, 16_384)).isEmpty();
    assertThat(result(8, 8, true, 100, 0, 16_384)).as("it states no memory").isEmpty();
  }

  @Test
  void aSlowFirstPieceIsNoAdmission() {
    AdmissionResult slow = new AdmissionResult(8, 8, "", 8, 8, true, 80, 100, 20_001, 21_000, 0, 0);
    assertThat(slow.against(HELD_TO)).contains("20.0 s, and 20 s are the most");
    assertThat(slow.figures())
        .isEqualTo("8 of 8 questions, 100 tokens per second, first piece after 20001 ms");
  }

  @Test
  void aModelThatCannotFitIsRefusedWithWhatWould() {
    ModelFit.check(List.of("zoo-keeper-tiny"), 256);
    ModelFit.check(List.of("Qwen2.5-72B-Instruct"), 0);
    ModelFit.check(List.of("a-model-nobody-knows"), 1);
    ModelFit.check(List.of("qwen2.5-7b-awq"), 8_192);
    assertThatThrownBy(() -> ModelFit.check(List.of("Qwen2.5-72B-Instruct"), 81_920))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("model-does-not-fit");
              assertThat(refusal.fields()).containsKey("models");
              assertThat(refusal)
                  .hasMessageContaining("this node has 81920 MiB. At int4 it would need");
            });
    assertThatThrownBy(() -> ModelFit.check(List.of("deepseek-v3"), 81_920))
        .hasMessageEndingWith("this node has 81920 MiB");
    assertThatThrownBy(() -> ModelFit.check(List.of("qwen2.5-7b", "qwen3-4b"), 24_576))
        .as("both at once")
        .hasMessageContaining("qwen2.5-7b and qwen3-4b need ");
  }

  @Test
  void theCatalogueCountsWeightsCacheAndEngine() {
    assertThat(ModelCatalogue.of("Qwen2.5-7B-Instruct").orElseThrow())
        .satisfies(
            fit -> {
              assertThat(fit.precision()).isEqualTo("bf16");
              assertThat(fit.weightsMib()).as("7.6 billion times two bytes").isEqualTo(14_527);
              assertThat(fit.cacheMibPerSlot())
                  .as("28 layers, 2 KiB, 32 768 tokens")
                  .isEqualTo(1_792);
              assertThat(fit.neededMib()).isEqualTo(17_772);
            });
    assertThat(ModelCatalogue.of("mistral-13b-fp8").orElseThrow().weightsMib()).isEqualTo(12_398);
    assertThat(ModelCatalogue.of("zoo-keeper-tiny").orElseThrow().neededMib()).isLessThan(128);
    assertThat(ModelCatalogue.of("llama")).isEmpty();
    assertThat(ModelCatalogue.of("mixtral-8x7b")).as("no 7 billion model").isEmpty();
    assertThat(ModelCatalogue.footprints())
        .hasSize(15)
        .allSatisfy(one -> assertThat(one.neededMib()).isGreaterThan(one.weightsMib()));
  }

  private static String result(
      int answered, int right, boolean oneModel, double speed, int memory, int needed) {
    return new AdmissionResult(
            8, answered, "bad seal", 8, right, oneModel, 80, speed, 30, 50, memory, needed)
        .against(HELD_TO);
  }

  private static byte[] nonce(int n) {
    byte[] nonce = new byte[AdmissionExam.NONCE];
    nonce[0] = (byte) n;
    return nonce;
  }
}
