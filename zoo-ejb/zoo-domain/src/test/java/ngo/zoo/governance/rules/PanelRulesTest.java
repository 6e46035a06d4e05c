package ngo.zoo.governance.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.governance.rules.PanelRules.Outcome;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.Test;

class PanelRulesTest {
  private static final UUID SOMEBODY = new UUID(1, 1);

  @Test
  void expertsStaffAndGuardiansVoteUnlessTheyAreParty() {
    for (Role role : List.of(Role.EXPERT, Role.STAFF, Role.GUARDIAN)) {
      assertThatCode(() -> PanelRules.check(person(role), List.of())).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> PanelRules.check(person(Role.MEMBER), List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("role");
    assertThatThrownBy(() -> PanelRules.check(person(Role.STAFF), List.of(SOMEBODY)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("of their own");
    assertThatThrownBy(() -> PanelRules.check(Caller.SYSTEM, List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("person");
  }

  private static Caller person(Role role) {
    return new Caller(Caller.Kind.PERSON, SOMEBODY, "somebody", null, Set.of(role));
  }

  @Test
  void mostOfAQuorumUpholdAndEverythingElseLetsTheAnswerStand() {
    assertThat(PanelRules.outcome(2, 1, 3)).isEqualTo(Outcome.UPHELD);
    assertThat(PanelRules.outcome(2, 0, 3)).isEqualTo(Outcome.NO_QUORUM);
    assertThat(PanelRules.outcome(2, 2, 3)).isEqualTo(Outcome.OVERTURNED);
    assertThat(PanelRules.outcome(0, 3, 3)).isEqualTo(Outcome.OVERTURNED);
    assertThat(PanelRules.outcome(0, 0, 1)).isEqualTo(Outcome.NO_QUORUM);
  }

  @Test
  void aVoteHasAReason() {
    assertThat(PanelRules.reason(" Both reports agree. ")).isEqualTo("Both reports agree.");
    assertThatThrownBy(() -> PanelRules.reason("yes")).isInstanceOf(Refusal.class);
  }
}
