package ngo.zoo.persistence.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.audit.LedgerAuditStatus;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.persistence.Database;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.Test;

class LedgerAuditStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final LedgerFinding NODES =
      new LedgerFinding(
          LedgerCheck.NODES, 9, 2, List.of("node 0/5: hash", "node 1/2: hash"), 0, null, 4);
  private static final LedgerFinding CHAIN =
      new LedgerFinding(LedgerCheck.CHAIN, 0, 0, List.of(), 3, "no chain to ask", 1);

  private final LedgerAuditStore store = new LedgerAuditStore(new Database());

  @Test
  void oneRunsAtATimeAndKeepsWhatItFound() {
    UUID id = store.start(null, NOW).orElseThrow();
    assertThat(store.start(null, NOW).isEmpty()).isTrue();
    store.found(id, CHAIN);
    store.found(id, NODES);
    assertThat(store.one(id).orElseThrow().isSound()).isFalse();
    store.end(id, null, NOW.plusSeconds(9));

    LedgerAuditView audit = store.one(id).orElseThrow();
    assertThat(audit.findings()).containsExactly(NODES, CHAIN);
    assertThat(audit.differences()).isEqualTo(2);
    assertThat(audit.status()).isEqualTo(LedgerAuditStatus.DONE);
    assertThat(audit.isSound()).isFalse();
    assertThat(store.last()).contains(audit);

    UUID next = store.start(null, NOW.plusSeconds(10)).orElseThrow();
    store.beat(next, NOW.plus(Duration.ofHours(7)));
    assertThat(store.start(null, NOW.plus(Duration.ofMinutes(428)))).isEmpty();
    UUID later = store.start(null, NOW.plus(Duration.ofMinutes(431))).orElseThrow();
    assertThat(store.one(next).orElseThrow().failure()).isEqualTo("The server stopped");
    store.end(next, null, NOW.plus(Duration.ofHours(8)));
    assertThat(store.one(next).orElseThrow().status()).isEqualTo(LedgerAuditStatus.FAILED);
    store.end(later, "no disk", NOW.plus(Duration.ofHours(8)));
    assertThat(store.page(new PageRequest(0, 2, "")).items())
        .extracting(LedgerAuditView::id)
        .containsExactly(later, next);
  }
}
