package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.rules.WordDiff.Kind;
import ngo.zoo.ledger.rules.WordDiff.Piece;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.junit.jupiter.api.Test;

class WordDiffTest {
  @Test
  void whatStaysStaysAndARemovalStandsBeforeWhatReplacesIt() {
    assertThat(
            WordDiff.of(
                "When the sign shows otter, rotate left.", "When a sign shows otter, stop."))
        .containsExactly(
            new Piece(Kind.SAME, "When"),
            new Piece(Kind.REMOVED, "the"),
            new Piece(Kind.ADDED, "a"),
            new Piece(Kind.SAME, "sign shows otter,"),
            new Piece(Kind.REMOVED, "rotate left."),
            new Piece(Kind.ADDED, "stop."));
  }

  @Test
  void oneSideAloneIsAllNewOrAllGone() {
    assertThat(WordDiff.of("", "two words")).containsExactly(new Piece(Kind.ADDED, "two words"));
    assertThat(WordDiff.of("two words", " ")).containsExactly(new Piece(Kind.REMOVED, "two words"));
    assertThat(WordDiff.of("", "")).isEmpty();
  }

  /** Either text can be read off the pieces, and no word that stayed could not have. */
  @Test
  void bothTextsComeBackWhateverTheyAre() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 5_000; i++) {
      String before = words(random);
      String after = words(random);

      List<Piece> pieces = WordDiff.of(before, after);

      assertThat(without(pieces, Kind.ADDED)).isEqualTo(before);
      assertThat(without(pieces, Kind.REMOVED)).isEqualTo(after);
    }
  }

  @Test
  void aDiffOfExperiencesNamesConfidenceAndExamples() {
    Example stays = new Example("1", "one");
    ExperienceDiff diff =
        ExperienceDiff.of(
            view("When a, b.", 5000, List.of(stays, new Example("2", "two"))),
            view("When a, c.", 6000, List.of(new Example("3", "three"), stays)));

    assertThat(diff.confidenceMoved()).isTrue();
    assertThat(diff.examples())
        .extracting(ExperienceDiff.ExampleChange::kind)
        .containsExactly(Kind.ADDED, Kind.SAME, Kind.REMOVED);
    assertThat(ExperienceDiff.of(null, view("When a, b.", 1, List.of())).confidenceMoved())
        .isFalse();
  }

  static ExperienceView view(String text, int confidence, List<Example> examples) {
    return new ExperienceView(
        UUID.randomUUID(),
        "test.diff",
        text,
        confidence,
        examples,
        new UUID(1, 1),
        "maya",
        Instant.EPOCH,
        ExperienceStatus.ADOPTED,
        "00",
        "bafy",
        0,
        Amount.zero(Asset.KEEPER),
        0,
        0,
        null,
        null,
        null);
  }

  private static String words(Random random) {
    return Stream.generate(() -> String.valueOf((char) ('a' + random.nextInt(4))))
        .limit(random.nextInt(12))
        .collect(Collectors.joining(" "));
  }

  private static String without(List<Piece> pieces, Kind kind) {
    return pieces.stream()
        .filter(piece -> piece.kind() != kind)
        .map(Piece::text)
        .collect(Collectors.joining(" "));
  }
}
