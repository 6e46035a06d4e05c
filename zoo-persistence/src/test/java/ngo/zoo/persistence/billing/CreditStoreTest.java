package ngo.zoo.persistence.billing;

import static ngo.zoo.persistence.billing.Partner.units;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.BillingMode;
import ngo.zoo.billing.CreditGrant;
import ngo.zoo.billing.CreditState;
import ngo.zoo.billing.CreditView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.SettableClock;
import ngo.zoo.persistence.rewards.MoneyFixture;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditStoreTest {
  private final Database database = new Database();
  private final SettableClock clock = new SettableClock();
  private final CreditStore store = new CreditStore(database);
  private final UUID acme = Partner.in(database).organisation();

  @Test
  void aKeyGrantsOnce() {
    UUID first = add("a", null);

    assertThat(store.add(grant("a", null), clock.now())).isEmpty();
    assertThat(store.ofKey(grant("a", null))).contains(first);
  }

  @Test
  void aKeyIsNotTakenForAnotherGrant() {
    CreditGrant first = grant("a", null);
    store.add(first, clock.now());

    CreditGrant more =
        new CreditGrant(
            first.ownerKind(),
            acme,
            units(6),
            null,
            first.reason(),
            first.idempotencyKey(),
            first.grantedBy());

    assertThat(store.add(more, clock.now())).isEmpty();
    assertThat(store.ofKey(more)).isEmpty();
  }

  @Test
  void grantsAreFoundByOwnerAndReason() {
    add("a", null);
    add("b", clock.now().plusSeconds(9));

    Page<CreditView> page = store.list(acme, new PageRequest(0, 1, "for a"));

    assertThat(page.total()).isEqualTo(1);
    assertThat(page.items().getFirst().reason()).isEqualTo("For a");
    assertThat(page.items().getFirst().owner()).isEqualTo("Org " + acme);
    assertThat(page.items().getFirst().state()).isEqualTo(CreditState.USED_UP);
    assertThat(store.list(acme, PageRequest.first(20)).total()).isEqualTo(2);
    assertThat(store.list(UUID.randomUUID(), PageRequest.first(20)).items()).isEmpty();
  }

  @Test
  void anOrganisationIsToldOnceBeforeItsCreditsEnd() {
    UUID soon = add("soon", clock.now().plus(Duration.ofDays(6)));
    UUID late = add("late", clock.now().plus(Duration.ofDays(8)));

    Instant week = clock.now().plus(Duration.ofDays(7));
    assertThat(store.warn(clock.now(), week))
        .extracting(CreditStore.Due::id)
        .contains(soon)
        .doesNotContain(late);
    assertThat(store.warn(clock.now(), week)).extracting(CreditStore.Due::id).doesNotContain(soon);
  }

  @Test
  void aGrantEndsOnceAndNotBeforeItsTime() {
    UUID grant = add("a", clock.now().plusSeconds(60));

    assertThat(store.close(grant, clock.now())).isEmpty();
    assertThat(store.over(clock.now())).doesNotContain(grant);
    clock.advance(Duration.ofSeconds(60));
    assertThat(store.over(clock.now())).contains(grant);
    assertThat(store.close(grant, clock.now())).isPresent();
    assertThat(store.close(grant, clock.now())).isEmpty();
    assertThat(store.list(acme, PageRequest.first(1)).items().getFirst().state())
        .isEqualTo(CreditState.EXPIRED);
  }

  @Test
  void theBillingAccountShowsWhatThereIsToPayWith() {
    MoneyFixture.fund(database, acme, units(70));
    BillingAccountStore accounts = new BillingAccountStore(database);

    BillingAccountView view = accounts.view(acme, clock.now());

    assertThat(view.mode()).isEqualTo(BillingMode.PREPAID);
    assertThat(view.available()).isEqualTo(units(70));
    database.inTransaction(
        () -> {
          assertThat(accounts.lock(acme).limit()).isEqualTo(units(0));
          accounts.change(acme, BillingMode.POSTPAID, units(9));
        });
    BillingAccountView changed = accounts.view(acme, clock.now());
    assertThat(changed.lineDrawn()).isEqualTo(units(9));
    assertThat(changed.available()).isEqualTo(units(0));
    accounts.change(acme, BillingMode.PREPAID, units(0));
  }

  private UUID add(String key, @Nullable Instant end) {
    return store.add(grant(key, end), clock.now()).orElseThrow();
  }

  private CreditGrant grant(String key, @Nullable Instant end) {
    return new CreditGrant(
        AccountKind.ORGANISATION, acme, units(5), end, "For " + key, acme + key, "sam");
  }
}
