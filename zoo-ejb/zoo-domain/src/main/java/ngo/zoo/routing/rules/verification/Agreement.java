package ngo.zoo.routing.rules.verification;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.routing.Verdict;

/**
 * What k answers to one question say together. Equal texts are agreed; unequal ones prove nothing,
 * since honest machines part at the first near tie, so every node re-scores the others' answers and
 * the answer that most of them pass is taken.
 *
 * @param accepted index of the answer to give; −1 when none is passed by most of the others
 * @param agreeing indices of answers that at least half of the others pass, the accepted among them
 * @param diverging indices of answers that most of the others fail
 */
public record Agreement(int accepted, List<Integer> agreeing, List<Integer> diverging) {
  public Agreement {
    agreeing = List.copyOf(agreeing);
    diverging = List.copyOf(diverging);
  }

  /** What became of one answer. */
  public enum Outcome {
    /** Given to the asker. */
    ACCEPTED,
    /** As good as the one that was given. */
    AGREED,
    /** Neither passed nor failed by most of the others. */
    DOUBTED,
    /** Failed by most of the others. */
    DIVERGED
  }

  /** What became of the answer with this index. */
  public Outcome outcome(int answer) {
    if (answer == accepted) {
      return Outcome.ACCEPTED;
    }
    if (diverging.contains(answer)) {
      return Outcome.DIVERGED;
    }
    return agreeing.contains(answer) ? Outcome.AGREED : Outcome.DOUBTED;
  }

  /** Verdicts on an answer, by the node that gave another. */
  @FunctionalInterface
  public interface Judge {
    /** What the node of answer {@code verifier} finds about answer {@code answer}. */
    Verdict judge(int verifier, int answer);
  }

  /**
   * @param texts the answers
   * @param weights the nodes' standings, which decide between equally passed answers
   * @param judge asked only when the texts differ
   */
  public static Agreement of(List<String> texts, long[] weights, Judge judge) {
    int k = texts.size();
    if (k < CheckPlan.LEAST_REDUNDANCY || weights.length != k) {
      throw new IllegalArgumentException("at least three answers, each with its weight");
    }
    if (new HashSet<>(texts).size() == 1) {
      int[] all = IntStream.range(0, k).toArray();
      return new Agreement(heaviest(all, weights), IntStream.of(all).boxed().toList(), List.of());
    }
    int[] passed = new int[k];
    int[] failed = new int[k];
    for (int answer = 0; answer < k; answer++) {
      for (int verifier = 0; verifier < k; verifier++) {
        Verdict verdict = verifier == answer ? Verdict.SUSPECT : judge.judge(verifier, answer);
        passed[answer] += verdict == Verdict.PASS ? 1 : 0;
        failed[answer] += verdict == Verdict.FAIL ? 1 : 0;
      }
    }
    return decided(passed, failed, weights);
  }

  private static Agreement decided(int[] passed, int[] failed, long[] weights) {
    int others = passed.length - 1;
    int most = IntStream.of(passed).max().orElseThrow();
    int[] best = IntStream.range(0, passed.length).filter(i -> passed[i] == most).toArray();
    return new Agreement(
        2 * most >= others && most > 0 ? heaviest(best, weights) : -1,
        IntStream.range(0, passed.length)
            .filter(i -> 2 * passed[i] >= others && passed[i] > 0)
            .boxed()
            .toList(),
        IntStream.range(0, failed.length).filter(i -> 2 * failed[i] > others).boxed().toList());
  }

  private static int heaviest(int[] among, long[] weights) {
    return IntStream.of(among).reduce((a, b) -> weights[b] > weights[a] ? b : a).orElseThrow();
  }
}
