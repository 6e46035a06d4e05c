package ngo.zoo.ledger.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One audit of the ledger.
 *
 * @param startedBy name of the member of staff; null when the timer did
 * @param differences of all findings; zero or the ledger is wrong
 * @param findings so far
 */
public record LedgerAuditView(
    UUID id,
    @Nullable String startedBy,
    Instant startedAt,
    @Nullable Instant endedAt,
    LedgerAuditStatus status,
    long differences,
    @Nullable String failure,
    List<LedgerFinding> findings) {
  public LedgerAuditView {
    findings = List.copyOf(findings);
  }

  public boolean isSound() {
    return status == LedgerAuditStatus.DONE && differences == 0;
  }
}
