package ngo.zoo.dev.audit;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * {@code audit money}: reads the running stack's database and prints what was compared with what.
 * The exit status is 0 when nothing differs, 1 when something does, 2 when it was called in a wrong
 * way.
 */
public final class AuditCommand {
  private AuditCommand() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1 || !arguments[0].equals("money")) {
      System.err.println("Usage: ./zoo audit money");
      System.exit(2);
    }
    Workspace workspace = Workspace.of(Path.of(System.getProperty("zoo.root", ".")));
    System.exit(run(workspace));
  }

  private static int run(Workspace workspace) {
    try (Connection connection =
        new Stack(workspace, new Progress(System.out)).access().database().connect("zoo")) {
      return money(connection, System.out);
    } catch (SQLException | PartFailure e) {
      System.err.println("zoo: the database cannot be read (is the stack up?): " + e.getMessage());
      return 1;
    }
  }

  static int money(Connection connection, PrintStream out) throws SQLException {
    connection.setReadOnly(true);
    List<MoneyAudit.Finding> findings = MoneyAudit.all(connection);
    for (MoneyAudit.Finding finding : findings) {
      out.printf(
          Locale.ROOT,
          "%-6s %-50s %,12d compared%s%n",
          finding.sound() ? "ok" : "WRONG",
          finding.name(),
          finding.compared(),
          finding.sound()
              ? ""
              : ", %,d differ, such as %s".formatted(finding.differences(), finding.example()));
    }
    boolean sound = findings.stream().allMatch(MoneyAudit.Finding::sound);
    out.println(sound ? "The books are right." : "The books are WRONG.");
    return sound ? 0 : 1;
  }
}
