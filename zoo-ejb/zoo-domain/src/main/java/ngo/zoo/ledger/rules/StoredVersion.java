package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A library version as its row says it.
 *
 * @param parent 0 for the first
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredVersion(
    String domain,
    int number,
    int parent,
    byte[] root,
    int size,
    String causeKind,
    UUID causeId,
    Instant createdAt) {
  /** The columns that say something else than the record. */
  public List<String> differing(CommittedVersion record) {
    List<String> columns = new ArrayList<>();
    add(columns, "domain", domain.equals(record.domain()));
    add(columns, "number", number == record.number());
    add(columns, "parent", parent == record.parent());
    add(columns, "root", Arrays.equals(root, record.root()));
    add(columns, "size", size == record.size());
    add(columns, "cause_kind", causeKind.equals(record.causeKind()));
    add(columns, "cause_id", causeId.toString().equals(record.causeId()));
    add(columns, "created_at", CommittedTime.of(createdAt).equals(record.createdAt()));
    return columns;
  }

  private static void add(List<String> columns, String name, boolean same) {
    if (!same) {
      columns.add(name);
    }
  }
}
