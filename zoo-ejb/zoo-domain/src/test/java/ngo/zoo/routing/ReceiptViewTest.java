package ngo.zoo.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptViewTest {
  private static final UUID PERSON = new UUID(0, 1);
  private static final UUID ORGANISATION = new UUID(0, 2);

  private static ReceiptView paidBy(UUID payer) {
    return new ReceiptView(
        new UUID(0, 9),
        payer,
        "zoo-keeper-tiny",
        new UUID(0, 3),
        "petra-1",
        "",
        0,
        Amount.zero(Asset.KEEPER),
        "HELD",
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        List.of(),
        "{}",
        VerificationStatus.UNCHECKED);
  }

  private static Caller person(UUID id, @Nullable UUID organisation, Role... roles) {
    return new Caller(Caller.Kind.PERSON, id, "somebody", organisation, Set.of(roles));
  }

  @Test
  void whoPaidIsForThePayerAndStaffAlone() {
    ReceiptView own = paidBy(PERSON);
    assertThat(own.seenBy(person(PERSON, null)).payerId()).isEqualTo(PERSON);
    assertThat(own.seenBy(person(new UUID(0, 7), null, Role.STAFF)).payerId()).isEqualTo(PERSON);
    assertThat(own.seenBy(person(new UUID(0, 7), null, Role.PROVIDER)).payerId()).isNull();
  }

  @Test
  void anOrganisationsReceiptsAreThoseOfWhoeverActsForIt() {
    ReceiptView paid = paidBy(ORGANISATION);
    assertThat(paid.isPaidBy(person(PERSON, ORGANISATION))).isTrue();
    assertThat(paid.isPaidBy(person(PERSON, null))).isFalse();
    assertThat(paidBy(PERSON).isPaidBy(person(PERSON, ORGANISATION)))
        .as("who acts for an organisation asks at its expense")
        .isFalse();
  }

  @Test
  void whatIsLeftOutIsThePayerAndNothingElse() {
    ReceiptView seen = paidBy(PERSON).seenBy(person(new UUID(0, 7), null));
    assertThat(seen.isPaidBy(person(PERSON, null))).isFalse();
    assertThat(seen).usingRecursiveComparison().ignoringFields("payerId").isEqualTo(paidBy(PERSON));
  }
}
