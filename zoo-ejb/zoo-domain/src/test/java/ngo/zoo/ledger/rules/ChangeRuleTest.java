package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.ChangeOutcome.State;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.rules.ChangeRule.Words;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeRuleTest {
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(1, 2);
  private static final UUID C = new UUID(1, 3);

  @Test
  void whatFitsIsPossible() {
    assertThat(obstacle(ChangeKind.ADD, List.of(C), List.of(), Words.FREE)).isNull();
    assertThat(obstacle(ChangeKind.MODIFY, List.of(C), List.of(A), Words.FREE)).isNull();
    assertThat(obstacle(ChangeKind.MERGE, List.of(C), List.of(A, B), Words.FREE)).isNull();
    assertThat(obstacle(ChangeKind.REMOVE, List.of(), List.of(A), Words.FREE)).isNull();
    assertThat(obstacle(ChangeKind.ADD, List.of(C), List.of(), Words.ASKED_FOR)).isNull();
  }

  @Test
  void aLibraryThatMovedOnMakesADecisionLapse() {
    assertThat(state(ChangeKind.MODIFY, List.of(C), List.of(new UUID(9, 9)), Words.FREE))
        .isEqualTo(State.LAPSED);
    assertThat(state(ChangeKind.MERGE, List.of(C), List.of(A, new UUID(9, 9)), Words.FREE))
        .isEqualTo(State.LAPSED);
    assertThat(state(ChangeKind.RESTORE, List.of(A), List.of(), Words.FREE))
        .isEqualTo(State.LAPSED);
    assertThat(state(ChangeKind.RESTORE, List.of(C), List.of(), Words.TAKEN))
        .isEqualTo(State.LAPSED);
    assertThat(state(ChangeKind.REMOVE, List.of(), List.of(), Words.FREE)).isEqualTo(State.LAPSED);
  }

  @Test
  void whatMayBecomePossibleWaits() {
    LibraryChange in = change(ChangeKind.RESTORE, List.of(C), List.of());
    ChangeOutcome full =
        Objects.requireNonNull(ChangeRule.obstacle(in, Set.of(A, B), 2, Words.FREE));
    assertThat(full.state()).isEqualTo(State.FULL);
    assertThat(full.reason()).contains("2 experiences");
    assertThat(state(ChangeKind.RESTORE, List.of(C), List.of(), Words.ASKED_FOR))
        .isEqualTo(State.WAITING);
  }

  @Test
  void aRollbackThatIsTooLargeLapses() {
    LibraryChange back =
        new LibraryChange(ChangeKind.ROLLBACK, "test.rule", List.of(), List.of(), 1)
            .resolved(List.of(C), List.of());

    ChangeOutcome outcome =
        Objects.requireNonNull(ChangeRule.obstacle(back, Set.of(A, B), 2, Words.FREE));
    assertThat(outcome.state()).isEqualTo(State.LAPSED);
    assertThat(ChangeRule.obstacle(back, Set.of(A, B), 3, Words.FREE)).isNull();
  }

  @Test
  void anEditNeedsNoRoom() {
    LibraryChange edit = change(ChangeKind.MODIFY, List.of(C), List.of(A));

    assertThat(ChangeRule.obstacle(edit, Set.of(A, B), 1, Words.FREE)).isNull();
  }

  @Test
  void onlyARollbackNamesAVersion() {
    assertThatThrownBy(() -> change(ChangeKind.ROLLBACK, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LibraryChange(ChangeKind.ADD, "d", List.of(A), List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMergeTakesTheExamplesOfAllOnce() {
    Example one = new Example("1", "one");
    Example two = new Example("2", "two");
    var representative = WordDiffTest.view("When a, b.", 1, List.of(one));
    var other = WordDiffTest.view("When a, do b.", 1, List.of(one, two));

    assertThat(MergeRule.examples(representative, List.of(other))).containsExactly(one, two);
    assertThatThrownBy(() -> MergeRule.checkNamed(A, List.of())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> MergeRule.checkNamed(A, List.of(A))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> MergeRule.checkNamed(A, List.of(B, B))).isInstanceOf(Refusal.class);
    List<Example> many =
        IntStream.range(0, 8).mapToObj(i -> new Example("in " + i, "out")).toList();
    assertThatThrownBy(
            () ->
                MergeRule.examples(
                    representative, List.of(WordDiffTest.view("When x, y.", 1, many))))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("merge-examples"));
  }

  private static State state(ChangeKind kind, List<UUID> in, List<UUID> out, Words words) {
    ChangeOutcome outcome = Objects.requireNonNull(obstacle(kind, in, out, words));
    assertThat(outcome.reason()).endsWith(".");
    return outcome.state();
  }

  private static @Nullable ChangeOutcome obstacle(
      ChangeKind kind, List<UUID> in, List<UUID> out, Words words) {
    return ChangeRule.obstacle(change(kind, in, out), Set.of(A, B), 10, words);
  }

  private static LibraryChange change(ChangeKind kind, List<UUID> in, List<UUID> out) {
    return new LibraryChange(kind, "test.rule", in, out, null);
  }
}
