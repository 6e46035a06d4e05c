package ngo.zoo.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.Question.Message;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionRulesTest {
  private static final Message HELLO = new Message("user", "The sign shows otter: 4 0 7 2");

  @Test
  void theEdgesAreTaken() {
    assertThatCode(
            () -> {
              QuestionRules.check(question(List.of(HELLO), 0, 1, 1, List.of()));
              QuestionRules.check(
                  question(many(1024), 2, 0.001, 131_072, List.of("a", "b", "c", "d")));
              QuestionRules.check(
                  question(
                      List.of(new Message("user", "x".repeat(512 * 1024))), 0, 1, 1, List.of()));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void beyondTheEdgesTheFieldIsNamed() {
    refused("messages", question(List.of(), 0, 1, 1, List.of()));
    refused("messages", question(many(1025), 0, 1, 1, List.of()));
    refused("messages", question(List.of(new Message("robot", "x")), 0, 1, 1, List.of()));
    refused(
        "messages",
        question(List.of(new Message("user", "é".repeat(256 * 1024 + 1))), 0, 1, 1, List.of()));
    refused("messages", question(List.of(new Message("user", "\ud800")), 0, 1, 1, List.of()));
    refused("max_tokens", question(List.of(HELLO), 0, 1, 0, List.of()));
    refused("max_tokens", question(List.of(HELLO), 0, 1, 131_073, List.of()));
    refused("temperature", question(List.of(HELLO), 2.1, 1, 1, List.of()));
    refused("temperature", question(List.of(HELLO), Double.NaN, 1, 1, List.of()));
    refused("top_p", question(List.of(HELLO), 0, 0, 1, List.of()));
    refused("top_p", question(List.of(HELLO), 0, Double.NaN, 1, List.of()));
    refused("stop", question(List.of(HELLO), 0, 1, 1, List.of("")));
    refused("stop", question(List.of(HELLO), 0, 1, 1, List.of("1", "2", "3", "4", "5")));
  }

  @Test
  void experiencesAreLookedUpForTheLastThingTheUserSaid() {
    List<Message> messages =
        List.of(new Message("user", "first"), HELLO, new Message("assistant", "Rotate"));
    assertThat(QuestionRules.lastUserText(question(messages, 0, 1, 1, List.of())))
        .isEqualTo(HELLO.content());
    assertThatThrownBy(
            () ->
                QuestionRules.lastUserText(
                    question(List.of(new Message("system", "x")), 0, 1, 1, List.of())))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void ofALongTextTheEndIsLookedUp() {
    Message lengthy = new Message("user", "\ud83d\ude00".repeat(3000) + "x");
    String text = QuestionRules.lastUserText(question(List.of(lengthy), 0, 1, 1, List.of()));
    assertThat(text).hasSize(4095).startsWith("\ud83d\ude00").endsWith("x");
  }

  @Test
  void severalAnswersCostSeveralFeesAndNobodyPaysMoreThanWanted() {
    Amount fee = Amount.parse(Asset.KEEPER, "0.01");
    assertThat(QuestionRules.most(with(3, null, null), fee, 1).decimal()).isEqualTo("0.03");
    Amount most = Amount.parse(Asset.KEEPER, "0.02");
    assertThat(QuestionRules.most(with(2, null, most), fee, 1)).isEqualTo(most);
    assertThat(QuestionRules.most(with(1, null, most), fee, 1)).isEqualTo(fee);
    assertThat(QuestionRules.value(with(3, null, most), fee).decimal()).isEqualTo("0.03");
  }

  @Test
  void whatTheAskerPaysAtMostIsDividedAmongTheAnswersAndNeverExceeded() {
    Amount fee = Amount.parse(Asset.KEEPER, "0.01");
    Amount most = Amount.parse(Asset.KEEPER, "0.02");
    Question three = with(3, null, most);
    assertThat(QuestionRules.mostEach(three.options(), 1))
        .isEqualTo(new BigInteger("6666666666666666"));
    assertThat(QuestionRules.most(three, fee, 1).decimal()).isEqualTo("0.019999999999999998");
    assertThat(QuestionRules.mostEach(with(1, null, most).options(), 4))
        .isEqualTo(new BigInteger("5" + "0".repeat(15)));
    assertThat(QuestionRules.mostEach(with(3, null, null).options(), 1)).isNull();
    assertThatThrownBy(
            () -> QuestionRules.most(with(3, null, Amount.keeper(BigInteger.TWO)), fee, 1))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("max-price-below-fee");
              assertThat(refusal.fields()).containsOnlyKeys("zoo.max_price");
            });
  }

  @Test
  void severalNodesCostAFeeEachAndGiveOneChoice() {
    Amount fee = Amount.parse(Asset.KEEPER, "0.01");
    assertThat(QuestionRules.most(with(1, null, null), fee, 3).decimal()).isEqualTo("0.03");
    QuestionRules.check(with(1, VerificationMode.REDUNDANT, null));
    QuestionRules.check(redundant(7, VerificationMode.HYBRID));
    refused("n", with(2, VerificationMode.REDUNDANT, null));
    refused("n", with(17, null, null));
  }

  @Test
  void aQuestionThatContradictsItselfIsRefusedByName() {
    refused("zoo.verification", redundant(3, VerificationMode.SAMPLED));
    refused("zoo.redundancy", redundant(1, VerificationMode.REDUNDANT));
    refused("zoo.redundancy", redundant(1, VerificationMode.HYBRID));
    assertThatThrownBy(() -> QuestionRules.check(redundant(2, null)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("redundancy-invalid");
              assertThat(refusal.fields()).containsOnlyKeys("zoo.redundancy");
            });
  }

  private static Question redundant(int nodes, @Nullable VerificationMode verification) {
    return with(1, nodes, verification, null);
  }

  @Test
  void aSessionIsThePayersOwn() {
    QuestionOptions options =
        new QuestionOptions(
            1, false, 0, "", "", "", null, null, 0, null, null, null, Set.of(), Set.of(), "1");
    Question question =
        new Question(
            "zoo-keeper-tiny", List.of(HELLO), null, true, 0, 1, 9, List.of(), null, options);
    UUID one = new UUID(0, 1);
    UUID other = new UUID(0, 2);
    assertThat(QuestionRules.affinity(question, one))
        .isEqualTo(QuestionRules.affinity(question, one))
        .isNotEqualTo(QuestionRules.affinity(question, other));
    Question without = question(List.of(HELLO), 0, 1, 9, List.of());
    assertThat(QuestionRules.affinity(without, one))
        .isEqualTo(QuestionRules.affinity(without, other));
  }

  private static Question with(
      int choices, @Nullable VerificationMode verification, @Nullable Amount maxPrice) {
    return with(choices, 0, verification, maxPrice);
  }

  private static Question with(
      int choices,
      int redundancy,
      @Nullable VerificationMode verification,
      @Nullable Amount maxPrice) {
    QuestionOptions options =
        new QuestionOptions(
            choices,
            false,
            0,
            "",
            "",
            "",
            null,
            null,
            redundancy,
            verification,
            null,
            maxPrice,
            Set.of(),
            Set.of(),
            null);
    return new Question(
        "zoo-keeper-tiny", List.of(HELLO), null, true, 0, 1, 9, List.of(), null, options);
  }

  private static void refused(String field, Question question) {
    assertThatThrownBy(() -> QuestionRules.check(question))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("question-invalid");
              assertThat(refusal.fields()).containsOnlyKeys(field);
            });
  }

  private static List<Message> many(int count) {
    return Collections.nCopies(count, HELLO);
  }

  private static Question question(
      List<Message> messages, double temperature, double topP, int tokens, List<String> stop) {
    return new Question(
        "zoo-keeper-tiny", messages, null, true, temperature, topP, tokens, stop, null);
  }
}
