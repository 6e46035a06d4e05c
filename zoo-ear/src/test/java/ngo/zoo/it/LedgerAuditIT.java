package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.LedgerAudit;
import ngo.zoo.persistence.ledger.audit.Outside;
import org.junit.jupiter.api.Test;

/** The whole ledger of the running stack, computed again while others write. */
class LedgerAuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private final Zoo zoo = Zoo.shared();

  @Test
  void theLedgerOfTheRunningStackIsWhatItClaims() throws Exception {
    List<LedgerFinding> findings =
        LedgerAudit.run(
            StackExtension.access().database().source("zoo"),
            StackExtension.access().logKey(),
            Outside.NOTHING,
            new AuditProgress() {});
    assertThat(findings).allMatch(LedgerFinding::isSound);
    Map<LedgerCheck, Long> compared =
        findings.stream().collect(Collectors.toMap(LedgerFinding::check, LedgerFinding::compared));
    for (LedgerCheck check :
        List.of(
            LedgerCheck.BLOCKS,
            LedgerCheck.EXPERIENCES,
            LedgerCheck.VERSIONS,
            LedgerCheck.MEMBERS,
            LedgerCheck.ENTRIES,
            LedgerCheck.NODES,
            LedgerCheck.CHECKPOINTS)) {
      assertThat(compared.get(check)).as(check.words()).isPositive();
    }
  }

  @Test
  void staffStartAnAuditAndSeeWhatItFound() {
    zoo.get(Zoo.NOBODY, "/api/v1/ledger-audits").expect(401);
    zoo.get("maya", "/api/v1/ledger-audits").expect(403);
    zoo.post("maya", "/api/v1/ledger-audits", "{}").expect(403);

    JsonObject started = zoo.post("sam", "/api/v1/ledger-audits", "{}").expect(202).json();
    String path = "/api/v1/ledger-audits/" + started.getString("id");
    JsonObject audit = ended(path);

    assertThat(audit.getString("status")).isEqualTo("done");
    assertThat(audit.getInt("differences")).isZero();
    assertThat(audit.getJsonArray("findings")).hasSize(LedgerCheck.values().length);
    assertThat(zoo.get("iris", "/api/v1/ledger-audits").expect(200).body())
        .contains(started.getString("id"));
    zoo.get("sam", "/api/v1/ledger-audits/00000000-0000-0000-0000-000000000009").expect(404);
  }

  private JsonObject ended(String path) {
    Instant limit = Instant.now().plus(PATIENCE);
    JsonObject audit = zoo.get("sam", path).expect(200).json();
    while (audit.getString("status").equals("running") && Instant.now().isBefore(limit)) {
      audit = zoo.get("sam", path).expect(200).json();
    }
    return audit;
  }
}
