package ngo.zoo.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.rewards.EntryView.PostingView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryViewTest {
  private static final UUID ACME = new UUID(0, 7);
  private static final UUID FOUNDATION = new UUID(0, 1);
  private static final Amount LEFT = Amount.keeper(BigInteger.TEN);

  @Test
  void whoAskedAndWhatIsLeftIsWithheldFromOthers() {
    EntryView seen = asked(CauseKind.QUERY).seenBy(caller(new UUID(0, 8), null, Role.MEMBER));

    assertThat(seen.postings().getFirst().owner()).isEqualTo("–");
    assertThat(seen.postings().getFirst().balanceAfter()).isNull();
    assertThat(seen.postings().getFirst().amount()).isEqualTo(LEFT.negate());
    assertThat(seen.postings().getLast()).isEqualTo(asked(CauseKind.QUERY).postings().getLast());
  }

  @Test
  void whoIsPaidIsPublicButNotWhatTheyHave() {
    EntryView seen = asked(CauseKind.RECEIPT).seenBy(caller(new UUID(0, 8), null, Role.MEMBER));

    assertThat(seen.postings().getFirst().owner()).isEqualTo("Acme");
    assertThat(seen.postings().getFirst().balanceAfter()).isNull();
  }

  @Test
  void noBillingPayOutOrGiftNamesAnybodyToStrangers() {
    for (CauseKind cause :
        List.of(CauseKind.CREDIT_LINE, CauseKind.CREDIT, CauseKind.EPOCH, CauseKind.DONATION)) {
      PostingView line =
          asked(cause).seenBy(caller(new UUID(0, 8), null, Role.MEMBER)).postings().getFirst();

      assertThat(line.owner()).as("%s", cause).isEqualTo("–");
      assertThat(line.ownerId()).as("%s", cause).isEqualTo(EntryView.WITHHELD);
    }
  }

  @Test
  void termsOfOthersAreNotInWordsOrCauses() {
    Caller stranger = caller(new UUID(0, 8), null, Role.MEMBER);
    EntryView line = asked(CauseKind.CREDIT_LINE);

    assertThat(line.seenBy(stranger).memo()).isEqualTo("–");
    assertThat(line.seenBy(stranger).causeId()).isEqualTo(EntryView.WITHHELD);
    assertThat(line.isTelling(stranger)).isTrue();
    assertThat(line.isTelling(caller(new UUID(0, 9), ACME, Role.PARTNER))).isFalse();
    assertThat(asked(CauseKind.RECEIPT).seenBy(stranger).memo()).isEqualTo("Fee");
  }

  @Test
  void theOwnerItsOrganisationAndStaffSeeAll() {
    EntryView entry = asked(CauseKind.QUERY);

    assertThat(entry.seenBy(caller(ACME, null, Role.PARTNER))).isEqualTo(entry);
    assertThat(entry.seenBy(caller(new UUID(0, 9), ACME, Role.PARTNER))).isEqualTo(entry);
    assertThat(entry.seenBy(caller(new UUID(0, 9), null, Role.STAFF))).isEqualTo(entry);
  }

  private static EntryView asked(CauseKind cause) {
    return new EntryView(
        new UUID(1, 1),
        cause,
        new UUID(1, 2),
        "Fee",
        Instant.EPOCH,
        List.of(
            new PostingView(AccountKind.ORGANISATION, ACME, "Acme", LEFT.negate(), LEFT),
            new PostingView(AccountKind.FEE_HELD, FOUNDATION, "Foundation", LEFT, LEFT)));
  }

  private static Caller caller(UUID id, @Nullable UUID organisation, Role role) {
    return new Caller(Caller.Kind.PERSON, id, "somebody", organisation, Set.of(role));
  }
}
