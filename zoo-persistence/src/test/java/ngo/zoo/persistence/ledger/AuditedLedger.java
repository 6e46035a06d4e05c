package ngo.zoo.persistence.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.audit.ChainRoots;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.log.LeafKind;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.LedgerAudit;
import ngo.zoo.persistence.ledger.audit.Outside;
import ngo.zoo.persistence.log.TestLog;

/**
 * A ledger with a little of everything: two libraries, one with four versions that add, remove and
 * replace, a log with other entries between, checkpoints, an anchor and copies.
 */
final class AuditedLedger implements AutoCloseable {
  static final String DOMAIN = "audit.signs";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  private static final String CONTRACT = "0x" + "ab".repeat(20);
  private static final String TRANSACTION = "0x" + "cd".repeat(32);

  final LedgerDatabase database = new LedgerDatabase();
  final TestLog log = new TestLog(database.source());
  final List<UUID> ids = new ArrayList<>();
  private final UUID author = database.member("maya");
  private final String anchoredRoot;
  byte[] archive = {};

  AuditedLedger() {
    database.use(log.log());
    version(DOMAIN, 5);
    receipts(3);
    step(0);
    receipts(14);
    step(1);
    version("audit.other", 3);
    step(2);
    receipts(9);
    anchoredRoot = first("select encode(root, 'hex') from log_checkpoint where tree_size = 22");
    anchor();
    copies();
  }

  private void version(String domain, int size) {
    database.write(
        w -> {
          w.em.persist(new Library(domain, domain, "For the test."));
          List<Experience> added = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            added.add(w.experiences.add(core(domain, i), ExperienceStatus.ADOPTED));
          }
          Library library = w.libraries.lock(domain);
          return w.libraries.append(library, added, VersionCause.GENESIS, author, NOW);
        });
    log.sequence();
  }

  /** Adds one; removes one; replaces one. */
  private void step(int kind) {
    database.write(
        w -> {
          Experience in =
              kind == 1
                  ? null
                  : w.experiences.add(core(DOMAIN, 100 + kind), ExperienceStatus.ADOPTED);
          Experience out = kind == 0 ? null : w.em.find(Experience.class, ids.get(kind));
          Library library = w.libraries.lock(DOMAIN);
          return w.libraries.apply(
              library,
              List.of(new LibraryStep(in, out)),
              VersionCause.PROPOSAL,
              UUID.randomUUID(),
              NOW);
        });
    log.sequence();
  }

  private void receipts(int count) {
    for (int i = 0; i < count; i++) {
      log.log().append(LeafKind.RECEIPT, UUID.randomUUID(), Map.of("n", i));
    }
    log.sequence();
  }

  private ExperienceCore core(String domain, int i) {
    UUID id = UUID.randomUUID();
    ids.add(id);
    return new ExperienceCore(
        id,
        domain,
        "When auditing case " + i + ", compute every byte again.",
        5000,
        List.of(new Example("a\nb", "ü")),
        NOW,
        author);
  }

  private void anchor() {
    database.execute(
        "insert into chain_transaction values (gen_random_uuid(), 31337, 'g', 's', 0, 'anchor',"
            + " '\\x00', '"
            + TRANSACTION
            + "', 'MINED', 7, now())");
    database.execute(
        "insert into chain_contract values ('ExperienceRegistry', 31337, 'g', '" + CONTRACT + "')");
    database.execute(
        "insert into anchor values (22, '\\x%s', 31337, '%s', '%s', 7, now())"
            .formatted(anchoredRoot, CONTRACT, TRANSACTION));
  }

  private void copies() {
    VersionManifest manifest = database.contents.manifest(DOMAIN, 4);
    archive = database.contents.archive(manifest);
    copy("IPFS", manifest.block().cid().text());
    copy("ARWEAVE", "item");
    database.execute(
        "insert into archive_transaction values ('%s', 4, 'item', 'tx', '{}', now())"
            .formatted(DOMAIN));
  }

  private void copy(String store, String address) {
    database.execute(
        "insert into version_copy values ('%s', 4, '%s', '%s', now())"
            .formatted(DOMAIN, store, address));
  }

  private Outside outside() {
    ChainRoots chain =
        (anchor, genesis) ->
            anchor.root().equals(anchoredRoot) && genesis.equals("g")
                ? ChainRoots.Answer.STANDS
                : ChainRoots.Answer.DIFFERS;
    return new Outside(chain, List.of(reader(CopyStore.IPFS), reader(CopyStore.ARWEAVE)));
  }

  private StoreReader reader(CopyStore store) {
    return new StoreReader() {
      @Override
      public CopyStore store() {
        return store;
      }

      @Override
      public byte[] archive(String address) {
        return archive;
      }
    };
  }

  /** What the audit finds after the owner of the tables changed something, which is then undone. */
  List<LedgerFinding> auditAfter(String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica");
      int rows = sql.isEmpty() ? 0 : statement.executeUpdate(sql);
      if (!sql.isEmpty() && rows != 1) {
        throw new IllegalArgumentException(rows + " rows: " + sql);
      }
      List<LedgerFinding> findings =
          LedgerAudit.run(connection, log.key(), outside(), new AuditProgress() {});
      connection.rollback();
      return findings;
    }
  }

  String first(String sql) {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static LedgerFinding of(List<LedgerFinding> findings, LedgerCheck check) {
    return findings.stream().filter(it -> it.check() == check).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }
}
