package ngo.zoo.web.api;

import jakarta.ws.rs.core.Response;
import java.util.List;
import ngo.zoo.ledger.audit.LedgerAuditView;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.web.api.books.Table;
import org.jspecify.annotations.Nullable;

/** What an audit found as CSV: a row for each thing named, and one of a comparison without any. */
final class FindingsTable {
  private static final Object[] COLUMNS = {
    "check", "what", "compared", "differences", "skipped", "reason", "took_ms", "named"
  };

  private record Row(LedgerFinding finding, @Nullable String named) {}

  private FindingsTable() {}

  static Response of(LedgerAuditView audit) {
    return Table.<Row>csv(
        "ledger-audit-" + audit.id(),
        COLUMNS,
        rows -> audit.findings().forEach(finding -> rows(finding).forEach(rows)),
        FindingsTable::cells);
  }

  private static List<Row> rows(LedgerFinding finding) {
    return finding.named().isEmpty()
        ? List.of(new Row(finding, null))
        : finding.named().stream().map(one -> new Row(finding, one)).toList();
  }

  private static @Nullable Object[] cells(Row row) {
    LedgerFinding finding = row.finding();
    return new @Nullable Object[] {
      Names.of(finding.check()),
      finding.check().words(),
      finding.compared(),
      finding.differences(),
      finding.skipped(),
      finding.reason(),
      finding.tookMs(),
      row.named()
    };
  }
}
