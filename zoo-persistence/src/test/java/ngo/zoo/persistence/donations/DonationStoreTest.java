package ngo.zoo.persistence.donations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ngo.zoo.donations.DonationDraft;
import ngo.zoo.donations.DonationKind;
import ngo.zoo.donations.DonationReceipt;
import ngo.zoo.donations.DonationView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.donations.DonationStore.Booking;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.Test;

class DonationStoreTest {
  private static final Instant AT = Instant.parse("2031-05-01T00:00:00Z");
  private final Database database = new Database();
  private final DonationStore store = new DonationStore(database);

  @Test
  void numbersOfConcurrentAndFailedDonationsHaveNoGaps() throws Exception {
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      boolean fails = i % 4 == 0;
      work.add(() -> add(fails));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
      assertThat(pool.invokeAll(work).stream().map(Future::resultNow).filter(n -> n > 0).sorted())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 18).boxed().toList());
    }
  }

  private int add(boolean fails) {
    try {
      return database.inTransaction(
          () -> {
            store.lock();
            DonationReceipt receipt = store.add(draft("", false), booking(AT));
            if (fails) {
              throw new IllegalArgumentException("rolled back");
            }
            return Integer.parseInt(receipt.number().substring(9));
          });
    } catch (IllegalArgumentException rolledBack) {
      return 0;
    }
  }

  @Test
  void aReceiptOpensByNumberAndCodeAndTheListNamesOnlyWhoWishes() {
    String named = "Ada " + UUID.randomUUID();
    String hidden = "Eve " + UUID.randomUUID();
    Instant year = Instant.parse("2032-01-01T00:00:00Z");
    DonationReceipt receipt = store.add(draft(named, true), booking(year));
    DonationReceipt quiet = store.add(draft(hidden, false), booking(year));

    assertThat(receipt.number()).isEqualTo("DON-2032-000001");
    assertThat(receipt.code()).hasSize(16);
    assertThat(store.receipt(receipt.number(), receipt.code())).contains(receipt);
    assertThat(store.receipt(receipt.number(), quiet.code())).isEmpty();
    assertThat(page(named)).extracting(DonationView::donor).containsExactly(named);
    assertThat(page(hidden)).isEmpty();
    assertThat(page(quiet.number())).extracting(DonationView::donor).containsOnlyNulls();
  }

  @Test
  void aMembersOwnAreReadByThePage() {
    UUID member = Ids.next();
    new ngo.zoo.persistence.Sql(database)
        .update("insert into member values (?, ?, 'Ada', now())", member, "d" + member);
    Instant year = Instant.parse("2033-01-01T00:00:00Z");
    for (int i = 0; i < 3; i++) {
      Instant at = year.plusSeconds(i);
      store.add(draft("", false), new Booking(Ids.next(), member, Ids.next(), Ids.next(), at));
    }
    var second = store.ofMember(member, new PageRequest(1, 1, "don-2033"));
    assertThat(second.total()).isEqualTo(3);
    assertThat(second.items())
        .extracting(DonationReceipt::number)
        .containsExactly("DON-2033-000002");
    assertThat(store.ofMember(member, new PageRequest(0, 1, "2034")).total()).isZero();
  }

  private List<DonationView> page(String search) {
    return store.page(new PageRequest(0, 20, search)).items();
  }

  private static Booking booking(Instant at) {
    return new Booking(Ids.next(), null, Ids.next(), Ids.next(), at);
  }

  private static DonationDraft draft(String donor, boolean named) {
    return new DonationDraft(
        DonationKind.DONATION,
        donor,
        named,
        "",
        Amount.parse(Asset.USD, "12.5"),
        "",
        false,
        UUID.randomUUID().toString());
  }
}
