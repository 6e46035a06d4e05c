package ngo.zoo.dev.audit;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.dev.part.PostgresPart;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.persistence.rewards.MoneyAudit;
import ngo.zoo.persistence.rewards.epoch.EpochAudit;
import ngo.zoo.rewards.AuditLine;

/**
 * {@code audit money}, {@code audit rewards EPOCH} and {@code audit ledger} (see {@link
 * LedgerCommand}): reads the running stack's database and prints what was compared with what. The
 * exit status is 0 when nothing differs, 1 when something does, 2 when it was called in a wrong
 * way.
 */
public final class AuditCommand {
  private AuditCommand() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("ledger")) {
      System.exit(LedgerCommand.run(List.of(arguments).subList(1, arguments.length), System.out));
    }
    OptionalInt epoch = epoch(arguments);
    if (epoch.isEmpty() && !(arguments.length == 1 && arguments[0].equals("money"))) {
      System.err.println(
          "Usage: ./zoo audit money | ./zoo audit rewards EPOCH | ./zoo audit ledger");
      System.exit(2);
    }
    Workspace workspace = Workspace.ofCommand();
    System.exit(run(workspace, epoch));
  }

  private static OptionalInt epoch(String[] arguments) {
    boolean named = arguments.length == 2 && arguments[0].equals("rewards");
    return named && arguments[1].matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(arguments[1]))
        : OptionalInt.empty();
  }

  private static int run(Workspace workspace, OptionalInt epoch) {
    PostgresPart database = new Stack(workspace, new Progress(System.out)).access().database();
    if (epoch.isPresent()) {
      return rewards(database.source("zoo"), epoch.getAsInt(), System.out);
    }
    try (Connection connection = database.connect("zoo")) {
      return money(connection, System.out);
    } catch (SQLException | PartFailure e) {
      return unreadable(e);
    }
  }

  private static int unreadable(Exception e) {
    System.err.println("zoo: the database cannot be read (is the stack up?): " + e.getMessage());
    return 1;
  }

  /** Computes an epoch again, from its stored inputs and the values of its time. */
  static int rewards(DataSource database, int epoch, PrintStream out) {
    try {
      Optional<List<AuditLine>> lines = new EpochAudit(database).of(epoch);
      if (lines.isEmpty()) {
        out.println("There is no epoch " + epoch + ".");
        return 2;
      }
      lines.get().forEach(line -> print(out, line));
      boolean sound = lines.get().stream().allMatch(AuditLine::isSound);
      out.println("Epoch " + epoch + (sound ? " is right." : " is WRONG."));
      return sound ? 0 : 1;
    } catch (IllegalStateException early) {
      out.println("There is nothing to audit: " + early.getMessage() + ".");
      return 2;
    } catch (SqlFailure e) {
      return unreadable(e);
    }
  }

  static int money(Connection connection, PrintStream out) throws SQLException {
    connection.setReadOnly(true);
    List<MoneyAudit.Finding> findings = MoneyAudit.all(connection);
    for (MoneyAudit.Finding finding : findings) {
      print(
          out,
          new AuditLine(
              finding.name(), finding.compared(), finding.differences(), finding.example()));
    }
    boolean sound = findings.stream().allMatch(MoneyAudit.Finding::sound);
    out.println(sound ? "The books are right." : "The books are WRONG.");
    return sound ? 0 : 1;
  }

  private static void print(PrintStream out, AuditLine line) {
    out.printf(
        Locale.ROOT,
        "%-6s %-50s %,12d compared%s%n",
        line.isSound() ? "ok" : "WRONG",
        line.name(),
        line.compared(),
        line.isSound()
            ? ""
            : ", %,d differ, such as %s".formatted(line.differences(), line.example()));
  }
}
