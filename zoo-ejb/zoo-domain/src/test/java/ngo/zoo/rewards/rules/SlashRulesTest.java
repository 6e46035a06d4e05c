package ngo.zoo.rewards.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.rewards.SlashReason;
import ngo.zoo.rewards.rules.SlashRules.Part;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlashRulesTest {
  private static final UUID STAKE = new UUID(1, 1);
  private static final UUID SOON = new UUID(2, 1);
  private static final UUID LATER = new UUID(2, 2);

  @Test
  void whatIsLockedIsTakenFirstThenWhatUnbondsSoonest() {
    List<Part> there = List.of(part(null, 300), part(SOON, 400), part(LATER, 300));

    assertThat(SlashRules.parts(there, 3000)).containsExactly(part(null, 300));
    assertThat(SlashRules.parts(there, 5000)).containsExactly(part(null, 300), part(SOON, 200));
    assertThat(SlashRules.parts(there, 10_000)).isEqualTo(there);
  }

  @Test
  void aStakeThatIsAllUnbondingIsReached() {
    assertThat(SlashRules.parts(List.of(part(null, 0), part(SOON, 7)), 5000))
        .containsExactly(part(SOON, 3));
    assertThat(SlashRules.parts(List.of(part(null, 0)), 5000)).isEmpty();
  }

  /** Never more than is there, at no place, and in all exactly the share, cut. */
  @Test
  void thePartsAreTheShareExactly() {
    Random random = new Random(35);
    for (int i = 0; i < 20_000; i++) {
      List<Part> there = new ArrayList<>();
      for (int n = random.nextInt(5); n >= 0; n--) {
        there.add(new Part(new UUID(3, n), new BigInteger(random.nextInt(90), random)));
      }
      int share = 1 + random.nextInt(10_000);
      List<Part> parts = SlashRules.parts(there, share);

      assertThat(SlashRules.sum(parts))
          .isEqualTo(
              SlashRules.sum(there)
                  .multiply(BigInteger.valueOf(share))
                  .divide(BigInteger.valueOf(10_000)));
      for (Part part : parts) {
        Part place =
            there.stream()
                .filter(
                    it -> part.unbondingId() != null && part.unbondingId().equals(it.unbondingId()))
                .findFirst()
                .orElseThrow();
        assertThat(part.units()).isPositive().isLessThanOrEqualTo(place.units());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/report/7",
        "http://example.org",
        "0197a000-0000-7000-8000-000000000001"
      })
  void evidenceIsAnAddressOrAReceipt(String evidence) {
    assertThat(SlashRules.checked(draft("It answered wrongly.", evidence, 5000)).evidence())
        .isEqualTo(evidence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "see the log",
        "javascript:alert(1)",
        "https://",
        "https://user@example.org/",
        "https://example.org/a b",
        "ftp://example.org/"
      })
  void otherEvidenceIsRefused(String evidence) {
    assertThatThrownBy(() -> SlashRules.checked(draft("It answered wrongly.", evidence, 5000)))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("slash-evidence-invalid"));
  }

  @Test
  void shareAndTextAreBounded() {
    assertThatThrownBy(() -> SlashRules.checked(draft("It answered wrongly.", "https://a.b", 0)))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("slash-share-invalid"));
    assertThatThrownBy(() -> SlashRules.checked(draft("bad", "https://a.b", null)))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.code()).isEqualTo("slash-text-invalid"));
  }

  private static SlashDraft draft(String text, String evidence, @Nullable Integer share) {
    return new SlashDraft(STAKE, SlashReason.FALSE_ANSWERS, text, evidence, share);
  }

  private static Part part(@Nullable UUID unbonding, long units) {
    return new Part(unbonding, BigInteger.valueOf(units));
  }
}
