package ngo.zoo.governance.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class ChangeTextTest {
  private final ExperienceView one = view("When a, b.", "bafyone");
  private final ExperienceView two = view("When a, do b.", "bafytwo");
  private final ExperienceView three = view("When a, b then.", "bafythree");

  @Test
  void aTextNamesEverythingThatComesAndGoesByItsContentAddress() {
    assertThat(ChangeText.add(one).body()).contains("When a, b.", "bafyone");
    assertThat(ChangeText.modify(one, two, "clearer").body())
        .containsSubsequence("When a, b.", "bafyone", "When a, do b.", "bafytwo", "clearer");
    assertThat(ChangeText.merge(one, List.of(two), three, "").body())
        .containsSubsequence("bafyone", "bafytwo", "bafythree")
        .doesNotContain("Reason");
    assertThat(ChangeText.remove(one, "").body()).contains("Goes out", "bafyone");
    assertThat(ChangeText.restore(one, "").body()).contains("Comes back", "bafyone");
  }

  @Test
  void anotherReasonOrAnotherContentIsAnotherText() {
    assertThat(ChangeText.remove(one, "a").hash()).isNotEqualTo(ChangeText.remove(one, "b").hash());
    assertThat(ChangeText.modify(one, two, "").hash())
        .isNotEqualTo(ChangeText.modify(one, three, "").hash());
  }

  @Test
  void aTitleIsOneLineAndNeverHalfACharacter() {
    ExperienceView longOne = view("When 🦦".repeat(80), "bafy");

    String title = ChangeText.remove(longOne, "").title();

    assertThat(title).startsWith("Remove from test.text: When").endsWith("…");
    assertThat(title.codePoints().filter(c -> c >= 0xd800 && c <= 0xdfff)).isEmpty();
  }

  @Test
  void aReasonIsBounded() {
    assertThat(ChangeText.reason(null)).isEmpty();
    assertThat(ChangeText.reason(" so ")).isEqualTo("so");
    assertThatThrownBy(() -> ChangeText.reason("x".repeat(2001)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reason-length"));
  }

  private static ExperienceView view(String text, String cid) {
    return new ExperienceView(
        UUID.randomUUID(),
        "test.text",
        text,
        5000,
        List.of(),
        new UUID(1, 1),
        "maya",
        Instant.EPOCH,
        ExperienceStatus.ADOPTED,
        "00",
        cid,
        0,
        Amount.zero(Asset.KEEPER),
        0,
        0,
        null,
        null,
        null);
  }
}
