package ngo.zoo.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.persistence.ledger.Contributors;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.ExperienceVotes;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.junit.jupiter.api.Test;

class ExperienceRatingsTest {
  private static final UUID EXPERIENCE = new UUID(1, 1);
  private static final UUID EDITOR = new UUID(2, 1);
  private static final UUID FIRST_AUTHOR = new UUID(2, 2);
  private static final UUID READER = new UUID(2, 3);

  private final ExperienceRatings ratings = new ExperienceRatings();

  ExperienceRatingsTest() {
    ratings.clock =
        new BusinessClock() {
          @Override
          public Instant now() {
            return Instant.EPOCH;
          }

          @Override
          public void at(Instant instant, Runnable work) {
            work.run();
          }
        };
    ratings.experiences =
        new ExperienceQueries() {
          @Override
          public ExperienceView experience(UUID id) {
            return view();
          }
        };
    ratings.contributors =
        new Contributors() {
          @Override
          public Map<UUID, List<UUID>> of(Collection<UUID> experienceIds) {
            return Map.of(EXPERIENCE, List.of(FIRST_AUTHOR, EDITOR));
          }
        };
    ratings.votes =
        new ExperienceVotes() {
          @Override
          public void cast(UUID experience, UUID member, VoteValue value, Instant now) {}

          @Override
          public ExperienceVoteView of(UUID experience, UUID member) {
            return new ExperienceVoteView(experience, VoteValue.UP, Instant.EPOCH, 1, 0);
          }
        };
  }

  @Test
  void nobodyVotesOnWhatPaysThem() {
    for (UUID contributor : List.of(EDITOR, FIRST_AUTHOR)) {
      assertThatThrownBy(() -> ratings.cast(member(contributor), EXPERIENCE, VoteValue.UP))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.code()).isEqualTo("own-experience"));
    }
    assertThat(ratings.cast(member(READER), EXPERIENCE, VoteValue.UP).upvotes()).isOne();
  }

  private static Caller member(UUID id) {
    return new Caller(Caller.Kind.PERSON, id, "somebody", null, Set.of(Role.MEMBER));
  }

  private static ExperienceView view() {
    return new ExperienceView(
        EXPERIENCE,
        "test.rating",
        "When a, b.",
        5000,
        List.of(),
        EDITOR,
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
}
