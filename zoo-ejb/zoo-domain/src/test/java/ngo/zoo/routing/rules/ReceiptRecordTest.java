package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.ReceiptRecord.Checked;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import ngo.zoo.routing.rules.ReceiptRecord.NodeAnswer;
import ngo.zoo.routing.rules.verification.Agreement;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptRecordTest {
  @Test
  void aQuestionIsHashedAsItWasAsked() {
    assertThat(ReceiptRecord.canonical(question(null, null)))
        .isEqualTo(
            "{\"experiences\":true,\"max_tokens\":32,\"messages\":[{\"content\":\"4 0 7 2\","
                + "\"role\":\"user\"}],\"model\":\"zoo-keeper-tiny\",\"stop\":[],"
                + "\"temperature\":\"0\",\"top_p\":\"0.5\"}");
    assertThat(ReceiptRecord.canonical(question("keeper.signs", 7L)))
        .contains("\"domain\":\"keeper.signs\"", "\"seed\":\"7\"");
  }

  @Test
  void whatIsCommittedNamesExperiencesAndHashesButNeitherQuestionNorAnswer() {
    UUID read = new UUID(1, 1);
    UUID skipped = new UUID(1, 2);
    Map<String, ?> committed = receipt(read, skipped).committed();
    assertThat(CanonicalJson.of(committed))
        .contains(
            "\"experiences\":[{\"id\":\"" + read + "\",\"paid\":true},",
            "{\"id\":\"" + skipped + "\",\"paid\":false}]",
            "\"skipped\":[{\"id\":\"" + skipped + "\",\"reason\":\"not understood\"}]",
            "\"fee\":\"0.01\"",
            "\"seed\":\"9007199254740993\"",
            "\"answered_at\":\"2026-01-02T03:04:05.006Z\"",
            "\"query_hash\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")
        .doesNotContain(new UUID(2, 2).toString());
  }

  @Test
  void whatWasAskedOfItsVerificationIsCommittedAndNothingElseIsSaid() {
    ReceiptRecord plain = receipt(new UUID(1, 1), new UUID(1, 2));
    assertThat(plain.committed()).doesNotContainKeys("verification", "answers");
    ReceiptRecord checked =
        plain.checked(
            new Checked(
                VerificationMode.REDUNDANT,
                List.of(
                    new NodeAnswer(
                        new UUID(5, 5),
                        Agreement.Outcome.ACCEPTED,
                        "{}",
                        new byte[64],
                        Amount.parse(Asset.KEEPER, "0.004")),
                    new NodeAnswer(
                        new UUID(5, 6),
                        Agreement.Outcome.DIVERGED,
                        "{}",
                        new byte[64],
                        Amount.parse(Asset.KEEPER, "0.006")))));
    assertThat(CanonicalJson.of(checked.at(Instant.EPOCH).committed()))
        .contains(
            "\"verification\":\"redundant\"",
            "\"outcome\":\"diverged\"",
            "\"price\":\"0.004\"",
            new UUID(5, 6).toString());
  }

  private static ReceiptRecord receipt(UUID read, UUID skipped) {
    UUID author = new UUID(2, 2);
    return new ReceiptRecord(
        new UUID(3, 3),
        new UUID(4, 4),
        ReceiptRecord.sha256("abc"),
        ReceiptRecord.sha256("answer"),
        "zoo-keeper-tiny",
        "ab".repeat(32),
        new UUID(5, 5),
        "{}",
        new byte[64],
        "keeper.signs",
        1,
        "cd".repeat(32),
        List.of(
            new InjectedExperience(read, author, ""),
            new InjectedExperience(skipped, author, "not understood")),
        9007199254740993L,
        9,
        10,
        Amount.parse(Asset.KEEPER, "0.01"),
        Instant.parse("2026-01-02T03:04:05.006Z"));
  }

  private static Question question(@Nullable String domain, @Nullable Long seed) {
    return new Question(
        "zoo-keeper-tiny",
        List.of(new Question.Message("user", "4 0 7 2")),
        domain,
        true,
        0,
        0.5,
        32,
        List.of(),
        seed);
  }
}
