package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReviewRulesTest {
  private static final UUID AUTHOR = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final UUID PROPOSER = new UUID(0, 3);

  @Test
  void staffInPersonDecideAboutOthersSubmissions() {
    assertThat(ReviewRules.reviewer(caller(OTHER, Role.STAFF), Set.of(AUTHOR, PROPOSER)))
        .isEqualTo(OTHER);

    refused(
        () -> ReviewRules.reviewer(caller(AUTHOR, Role.STAFF, Role.MEMBER), Set.of(AUTHOR)),
        "own-submission");
    refused(
        () -> ReviewRules.reviewer(caller(PROPOSER, Role.STAFF), Set.of(AUTHOR, PROPOSER)),
        "own-submission");
    refused(() -> ReviewRules.reviewer(caller(OTHER, Role.MEMBER), Set.of(AUTHOR)), "role-missing");
    refused(() -> ReviewRules.reviewer(Caller.SYSTEM, Set.of(AUTHOR)), "role-missing");
  }

  @Test
  void aRefusalSaysWhy() {
    assertThat(ReviewRules.reason("  It sends readers away. ")).isEqualTo("It sends readers away.");
    refused(() -> ReviewRules.reason("   no     "), "review-reason");
    refused(() -> ReviewRules.reason("x".repeat(ReviewRules.MOST_REASON + 1)), "review-reason");
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  private static Caller caller(UUID id, Role... roles) {
    return new Caller(Caller.Kind.PERSON, id, "somebody", null, Set.of(roles));
  }
}
