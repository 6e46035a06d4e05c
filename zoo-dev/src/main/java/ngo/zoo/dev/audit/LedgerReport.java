package ngo.zoo.dev.audit;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import ngo.zoo.ledger.audit.LedgerFinding;

/** What an audit of the ledger found, for people and for programs. */
final class LedgerReport {
  private LedgerReport() {}

  static boolean isSound(List<LedgerFinding> findings) {
    return findings.stream().allMatch(LedgerFinding::isSound);
  }

  static void print(List<LedgerFinding> findings, PrintStream out) {
    for (LedgerFinding finding : findings) {
      out.printf(
          Locale.ROOT,
          "%-6s %-45s %,12d compared%s%s%n",
          finding.isSound() ? "ok" : "WRONG",
          finding.check().words(),
          finding.compared(),
          finding.isSound() ? "" : ", %,d differ".formatted(finding.differences()),
          finding.skipped() == 0
              ? ""
              : ", %,d skipped (%s)".formatted(finding.skipped(), finding.reason()));
      finding.named().forEach(thing -> out.println("         " + thing));
      long unnamed = finding.differences() - finding.named().size();
      if (unnamed > 0) {
        out.println("         and " + unnamed + " more");
      }
    }
    out.println(isSound(findings) ? "The ledger is right." : "The ledger is WRONG.");
  }

  static void json(List<LedgerFinding> findings, PrintStream out) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    findings.forEach(finding -> array.add(object(finding)));
    JsonObject report =
        Json.createObjectBuilder().add("sound", isSound(findings)).add("findings", array).build();
    out.println(report);
  }

  private static JsonObjectBuilder object(LedgerFinding finding) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("check", finding.check().name().toLowerCase(Locale.ROOT))
            .add("claim", finding.check().words())
            .add("compared", finding.compared())
            .add("differences", finding.differences())
            .add("named", Json.createArrayBuilder(finding.named()))
            .add("skipped", finding.skipped())
            .add("took_ms", finding.tookMs());
    return finding.reason() == null ? object : object.add("reason", finding.reason());
  }
}
