package ngo.zoo.dev.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ngo.zoo.dev.Access;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.Progress;
import ngo.zoo.dev.Stack;
import ngo.zoo.dev.Workspace;
import ngo.zoo.dev.mirror.MirrorAudit;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.log.LogKey;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.LedgerAudit;
import ngo.zoo.persistence.ledger.audit.Outside;
import org.jspecify.annotations.Nullable;

/**
 * {@code audit ledger}: computes everything the running stack's ledger claims again, and names what
 * differs; {@code audit ledger DIR} does it with the files of a mirror (see {@code log export}).
 * The exit status is 0 when nothing differs, 1 when something does, 2 when it was called in a wrong
 * way.
 */
final class LedgerCommand {
  private LedgerCommand() {}

  static int run(List<String> arguments, PrintStream out) {
    try {
      LedgerOptions options = LedgerOptions.of(arguments);
      List<LedgerFinding> findings =
          options.folder() == null ? database(options) : mirror(options, options.folder());
      if (options.json()) {
        LedgerReport.json(findings, out);
      } else {
        LedgerReport.print(findings, out);
      }
      return LedgerReport.isSound(findings) ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + LedgerOptions.USAGE);
      return 2;
    } catch (IOException | SQLException | SqlFailure | PartFailure e) {
      System.err.println("zoo: the ledger cannot be read (is the stack up?): " + e.getMessage());
      return 1;
    }
  }

  private static List<LedgerFinding> mirror(LedgerOptions options, Path folder) throws IOException {
    @Nullable LogKey key = options.key() == null ? null : LogKey.parse(options.key());
    return new MirrorAudit(folder, key, new OnTerminal()).findings();
  }

  private static List<LedgerFinding> database(LedgerOptions options) throws SQLException {
    Workspace workspace = Workspace.ofCommand();
    Access access = new Stack(workspace, new Progress(System.out)).access();
    LogKey key = options.key() == null ? access.logKey() : LogKey.parse(options.key());
    try (Web web = new Web()) {
      String rpc = options.rpc() == null ? access.chain() : options.rpc();
      List<StoreReader> stores = new ArrayList<>();
      if (options.ipfs() != null) {
        stores.add(web.ipfs(options.ipfs()));
      }
      if (options.arweave() != null) {
        stores.add(web.arweave(options.arweave()));
      }
      Outside outside = new Outside(new JsonRpcRoots(web, rpc), stores);
      return LedgerAudit.run(access.database().source("zoo"), key, outside, new OnTerminal());
    }
  }

  /** A line now and then on what people see, never in what programs read. */
  private static final class OnTerminal implements AuditProgress {
    private static final long EACH = 100_000;

    @Override
    public void compared(LedgerCheck check, long things) {
      if (things % EACH == 0) {
        System.err.printf(Locale.ROOT, "  %s: %,d so far%n", check.words(), things);
      }
    }
  }
}
