package ngo.zoo.bench.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code bench/reconciliation/run} does with a million, with two thousand. */
class ReconciliationTest {
  @Test
  void usageReceiptsLedgerAndInvoicesTellTheSame() throws Exception {
    assertThat(Reconciliation.run(Path.of(".."), 2_000, 1))
        .hasSize(6)
        .allSatisfy(it -> assertThat(it.difference()).as(it.toString()).isZero())
        .filteredOn(it -> !it.source().equals("books"))
        .allSatisfy(it -> assertThat(it.total()).as(it.source()).isPositive());
  }

  @Test
  void aSourceThatTellsLessOrMoreIsFound() {
    Group known = new Group(UUID.randomUUID(), LocalDate.EPOCH, new UUID(0, 1), new UUID(0, 2));
    Group other = new Group(UUID.randomUUID(), LocalDate.EPOCH, new UUID(0, 1), new UUID(0, 2));

    Comparison comparison =
        Comparison.of("x", Map.of(known, BigInteger.TEN), Map.of(other, BigInteger.TWO));

    assertThat(comparison.wrongGroups()).isEqualTo(2);
    assertThat(comparison.difference()).isEqualTo(12);
  }
}
