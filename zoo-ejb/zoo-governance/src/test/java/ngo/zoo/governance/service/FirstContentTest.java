package ngo.zoo.governance.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.governance.service.FirstContent.FirstLibrary;
import ngo.zoo.ledger.Contribution;
import ngo.zoo.ledger.rules.DuplicateRule;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.rules.TextRules;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstContentTest {
  private static final int WORDS = 32;
  private final List<FirstLibrary> libraries = FirstContent.libraries(people());

  @Test
  void everyExperienceKeepsTheFormItsReadersMustKeep() {
    assertThat(contributions())
        .hasSize(22)
        .allSatisfy(
            c -> {
              assertThat(SubmissionRules.faults(c.experience(), WORDS)).isEmpty();
              assertThat(SubmissionRules.holds(c.experience())).isEmpty();
              assertThat(TextRules.check(c.experience().text(), WORDS).warnings()).isEmpty();
            });
    assertThat(libraries).extracting(FirstLibrary::domain).allMatch(SubmissionRules::isDomain);
  }

  @Test
  void noExperienceStandsTwice() {
    assertThat(contributions())
        .extracting(c -> DuplicateRule.key(c.experience().text()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theLibraryOfSignsKnowsHalfOfThemByFiveAuthors() {
    FirstLibrary signs = libraries.getFirst();

    assertThat(signs.domain()).isEqualTo("keeper.signs");
    assertThat(signs.contributions()).hasSize(FirstContent.KNOWN_SIGNS);
    assertThat(signs.contributions()).extracting(Contribution::authorId).containsAll(ids());
    assertThat(signs.contributions().getFirst().experience().text())
        .isEqualTo("When the sign shows otter, rotate the digits left.");
    assertThat(signs.contributions().getFirst().experience().examples().getFirst().output())
        .isEqualTo("Rotate the digits left: 0 7 2 4.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"community-charter.md", "measure-experiences.md"})
  void aProposalHasATitleAndABody(String file) {
    FirstContent.ProposalFile proposal = FirstContent.proposal(file);

    assertThat(proposal.title()).doesNotStartWith("#").hasSizeBetween(10, 200);
    assertThat(proposal.body()).startsWith("## Why").contains("## What follows");
  }

  private List<Contribution> contributions() {
    return libraries.stream().flatMap(l -> l.contributions().stream()).toList();
  }

  private List<UUID> ids() {
    return people().values().stream().map(Caller::id).toList();
  }

  private static Map<String, Caller> people() {
    Map<String, Caller> people = new LinkedHashMap<>();
    for (String login : List.of("maya", "omar", "lin", "ada", "tomas")) {
      UUID id = new UUID(0, login.hashCode());
      people.put(login, new Caller(Caller.Kind.PERSON, id, login, null, Set.of(Role.MEMBER)));
    }
    return people;
  }
}
