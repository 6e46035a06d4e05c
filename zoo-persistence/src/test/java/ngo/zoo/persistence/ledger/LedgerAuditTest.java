package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.persistence.ledger.audit.AuditProgress;
import ngo.zoo.persistence.ledger.audit.LedgerAudit;
import ngo.zoo.persistence.ledger.audit.Outside;
import ngo.zoo.persistence.log.TestLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of stored thing, one byte of it changed by who may change everything. */
class LedgerAuditTest {
  private static final String D = AuditedLedger.DOMAIN;
  private static AuditedLedger ledger;

  @BeforeAll
  static void start() {
    ledger = new AuditedLedger();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void anUntouchedLedgerIsSoundAndEverythingWasLookedAt() throws SQLException {
    List<LedgerFinding> findings = ledger.auditAfter("");
    assertThat(named(findings)).isEmpty();
    assertThat(findings).extracting(LedgerFinding::check).containsExactly(LedgerCheck.values());
    Map<LedgerCheck, Long> compared = new TreeMap<>();
    findings.forEach(finding -> compared.put(finding.check(), finding.compared()));
    assertThat(compared)
        .containsEntry(LedgerCheck.BLOCKS, 15L)
        .containsEntry(LedgerCheck.EXPERIENCES, 10L)
        .containsEntry(LedgerCheck.VERSIONS, 5L)
        .containsEntry(LedgerCheck.MEMBERS, 5L + 6 + 5 + 5 + 3)
        .containsEntry(LedgerCheck.OPERATIONS, 5L)
        .containsEntry(LedgerCheck.HEADS, 2L)
        .containsEntry(LedgerCheck.ENTRIES, 31L)
        .containsEntry(LedgerCheck.NODES, 31L + 15 + 7 + 3 + 1)
        .containsEntry(LedgerCheck.CHECKPOINTS, 8L)
        .containsEntry(LedgerCheck.ANCHORS, 1L)
        .containsEntry(LedgerCheck.CHAIN, 1L)
        .containsEntry(LedgerCheck.COPIES, 2L)
        .containsEntry(LedgerCheck.STORES, 2L);
  }

  @Test
  void whatCannotBeAskedIsCountedAsSkipped() throws SQLException {
    List<LedgerFinding> findings =
        LedgerAudit.run(
            ledger.database.source(), ledger.log.key(), Outside.NOTHING, new AuditProgress() {});
    LedgerFinding stores = AuditedLedger.of(findings, LedgerCheck.STORES);
    assertThat(stores.skipped()).isEqualTo(2);
    assertThat(stores.reason()).isEqualTo("no IPFS to ask");
    assertThat(AuditedLedger.of(findings, LedgerCheck.CHAIN).skipped()).isEqualTo(1);
  }

  /**
   * @param sql changes one row
   * @param expected what the audit must name, and nothing else
   */
  private record Tampering(String what, String sql, String... expected) {
    @Override
    public String toString() {
      return what;
    }
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void namesWhatWasChangedAndNothingElse(Tampering tampering) throws SQLException {
    assertThat(named(ledger.auditAfter(tampering.sql()))).containsExactly(tampering.expected());
  }

  static Stream<Tampering> tamperings() {
    List<Tampering> all = new ArrayList<>();
    contents(all);
    versions(all);
    log(all);
    return all.stream();
  }

  private static void contents(List<Tampering> all) {
    String id = ledger.ids.getFirst().toString();
    String of = " where id = '" + id + "'";
    String cid = ledger.first("select cid from experience" + of);
    String other = ledger.first("select cid from experience where id <> '" + id + "' limit 1");
    String record = cidOf(3);
    String experience = "EXPERIENCES experience " + id + ": ";
    change(
        all,
        "experience",
        "text = overlay(text placing 'w' from 1 for 1)",
        of,
        experience + "text");
    change(
        all, "experience", "examples = replace(examples, 'b', 'c')", of, experience + "examples");
    change(all, "experience", "examples = examples || ' '", of, experience + "examples");
    change(all, "experience", "examples = '['", of, experience + "examples");
    change(all, "experience", "confidence_bp = 5001", of, experience + "confidence_bp");
    change(all, "experience", "domain = 'audit.sigma'", of, experience + "domain");
    change(all, "experience", "author_id = gen_random_uuid()", of, experience + "author_id");
    change(
        all,
        "experience",
        "created_at = created_at + interval '1 ms'",
        of,
        experience + "created_at");
    change(all, "experience", "leaf_data = " + flipped("leaf_data"), of, experience + "leaf_data");
    change(all, "experience", "cid = '" + record + "'", of, experience + "cid");
    String where = " where cid = '%s'";
    change(
        all,
        "content_block",
        "bytes = " + flipped("bytes"),
        where.formatted(cid),
        "BLOCKS block " + cid + ": bytes");
    change(
        all,
        "content_block",
        "bytes = " + flipped("bytes"),
        where.formatted(record),
        "BLOCKS block " + record + ": bytes");
    all.add(
        new Tampering(
            "delete a block",
            "delete from content_block" + where.formatted(other),
            "BLOCKS block " + other + ": missing"));
  }

  private static void versions(List<Tampering> all) {
    String of = " where domain = '" + D + "' and number = 3";
    String version = "VERSIONS version 3 of " + D + ": ";
    change(all, "library_version", "root = " + flipped("root"), of, version + "root");
    change(all, "library_version", "size = size + 1", of, version + "size");
    change(all, "library_version", "parent = 1", of, version + "parent");
    change(all, "library_version", "cause_kind = 'PRUNING'", of, version + "cause_kind");
    change(all, "library_version", "cause_id = gen_random_uuid()", of, version + "cause_id");
    change(
        all,
        "library_version",
        "created_at = created_at + interval '1 ms'",
        of,
        version + "created_at");
    change(all, "library_version", "cid = '" + cidOf(2) + "'", of, version + "cid");
    String copied = of.replace("= 3", "= 4");
    String fourth = version.replace("version 3", "version 4");
    change(all, "library_version", "cid = '" + cidOf(2) + "'", copied, fourth + "cid");
    change(
        all,
        "library_version",
        "cid = 'none'",
        copied,
        "BLOCKS block none: missing",
        fourth + "cid");
    String entry =
        ledger.first(
            "select log_index from log_entry l join library_version v on v.log_subject = l.subject_id where v.number = 3");
    change(
        all,
        "library_version",
        "log_subject = gen_random_uuid()",
        of,
        version + "log_subject",
        "VERSIONS version of log entry " + entry + ": missing");
    change(
        all, "library", "head = 3", " where domain = '" + D + "'", "HEADS library " + D + ": head");
    String stranger = ledger.ids.getLast().toString();
    change(
        all,
        "library_member",
        "experience_id = '" + stranger + "'",
        of + " and position = 2",
        "MEMBERS version 3 of " + D + ", position 2: experience " + stranger);
    String gone =
        ledger.first(
            "select encode(e.leaf_data, 'hex') from library_member m join experience e on e.id = m.experience_id"
                + of.replace("domain", "m.domain")
                + " and position = 4");
    all.add(
        new Tampering(
            "delete a member",
            "delete from library_member" + of + " and position = 4",
            "MEMBERS version 3 of " + D + ", missing " + gone));
    change(
        all,
        "library_member",
        "position = 9",
        of + " and position = 4",
        "MEMBERS version 3 of " + D + ", position 9: order");
    change(
        all,
        "version_copy",
        "address = 'jtem'",
        " where store = 'ARWEAVE'",
        "COPIES version 4 of " + D + " in ARWEAVE: address jtem");
    change(
        all,
        "version_copy",
        "address = 'bafy'",
        " where store = 'IPFS'",
        "COPIES version 4 of " + D + " in IPFS: address bafy");
  }

  private static void log(List<Tampering> all) {
    String of = " where log_index = 5";
    change(
        all, "log_entry", "data = replace(data, '\"n\":', '\"m\":')", of, "ENTRIES entry 5: data");
    change(
        all, "log_entry", "leaf_hash = " + flipped("leaf_hash"), of, "ENTRIES entry 5: leaf_hash");
    change(all, "log_entry", "kind = 'BALLOT'", of, "ENTRIES entry 5: kind");
    change(
        all,
        "log_entry",
        "data = replace(data, '\"size\"', '\"sizf\"')",
        " where log_index = 0",
        "ENTRIES entry 0: data");
    all.add(
        new Tampering("delete an entry", "delete from log_entry" + of, "ENTRIES entry 5: missing"));
    change(
        all,
        "log_node",
        "hash = " + flipped("hash"),
        " where level = 0 and index = 5",
        "NODES node 0/5: hash");
    change(
        all,
        "log_node",
        "hash = " + flipped("hash"),
        " where level = 3 and index = 1",
        "NODES node 3/1: hash");
    all.add(
        new Tampering(
            "delete a node",
            "delete from log_node where level = 2 and index = 3",
            "NODES node 2/3: hash"));
    all.add(
        new Tampering(
            "add a node",
            "insert into log_node select 5, 0, hash from log_node where level = 4",
            "NODES node 5/0: above no entries"));
    of = " where tree_size = 19";
    change(
        all, "log_checkpoint", "root = " + flipped("root"), of, "CHECKPOINTS checkpoint 19: root");
    change(
        all,
        "log_checkpoint",
        "note = overlay(note placing 'Z' from 2 for 1)",
        of,
        "CHECKPOINTS checkpoint 19: note");
    change(
        all,
        "log_checkpoint",
        "note = translate(note, '—', '-')",
        of,
        "CHECKPOINTS checkpoint 19: note");
    change(all, "log_checkpoint", "tree_size = 18", of, "CHECKPOINTS checkpoint 18: root, note");
    change(all, "anchor", "root = " + flipped("root"), "", "ANCHORS anchor 22: root");
    change(
        all, "anchor", "tx_hash = '0x" + "ce".repeat(32) + "'", "", "ANCHORS anchor 22: tx_hash");
    change(all, "anchor", "block_number = 8", "", "ANCHORS anchor 22: block_number");
    String otherEntry =
        "data = replace(data, '\"n\":', '\"m\":'), leaf_hash = " + flipped("leaf_hash");
    change(
        all, "log_entry", otherEntry, " where log_index = 5", "ENTRIES entry 5: data, leaf_hash");
  }

  private static void change(
      List<Tampering> all, String table, String set, String where, String... expected) {
    String sql = "update " + table + " set " + set + where;
    all.add(new Tampering(table + " " + set, sql, expected));
  }

  private static String flipped(String column) {
    return "set_byte(%1$s, 9, get_byte(%1$s, 9) # 1)".formatted(column);
  }

  private static String cidOf(int number) {
    return ledger.first(
        "select cid from library_version where domain = '" + D + "' and number = " + number);
  }

  @Test
  void anArchiveElsewhereThatLostAByteIsNamed() throws SQLException {
    byte[] sound = ledger.archive;
    byte[] tampered = sound.clone();
    tampered[tampered.length - 3] ^= 1;
    ledger.archive = tampered;
    try {
      assertThat(named(ledger.auditAfter("")))
          .hasSize(2)
          .allMatch(it -> it.startsWith("STORES version 4 of " + D + " in "))
          .allMatch(it -> it.contains("its bytes are not what its id names"));
    } finally {
      ledger.archive = sound;
    }
  }

  @Test
  void anotherKeyHasSignedNothing() throws SQLException {
    List<LedgerFinding> findings =
        LedgerAudit.run(
            ledger.database.source(),
            new TestLog(ledger.database.source()).key(),
            Outside.NOTHING,
            new AuditProgress() {});
    LedgerFinding checkpoints = AuditedLedger.of(findings, LedgerCheck.CHECKPOINTS);
    assertThat(checkpoints.differences()).isEqualTo(checkpoints.compared()).isEqualTo(8);
  }

  private static List<String> named(List<LedgerFinding> findings) {
    return findings.stream()
        .flatMap(finding -> finding.named().stream().map(it -> finding.check() + " " + it))
        .toList();
  }
}
