package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.VersionCause;

/**
 * What the log commits to for a library version. Replaying the operations of versions 1 to n gives
 * the members of version n, hence its root.
 *
 * @param parent number of the version before, 0 for the first
 * @param operations what came in, went out and was replaced, in the order of the leaf data
 */
public record LibraryVersionRecord(
    String domain,
    int version,
    int parent,
    VersionContent content,
    List<VersionOperation> operations,
    VersionCause cause,
    UUID causeId,
    Instant createdAt) {
  public static final String SCHEMA = "zoo/library-version/1";

  public LibraryVersionRecord {
    operations = List.copyOf(operations);
  }

  /** The object whose canonical JSON is the leaf; the log adds {@code type}. */
  public Map<String, ?> json() {
    return Map.of(
        "schema",
        SCHEMA,
        "domain",
        domain,
        "version",
        (long) version,
        "parent",
        (long) parent,
        "root",
        content.rootHex(),
        "size",
        (long) content.members().size(),
        "ops",
        operations.stream().map(VersionOperation::json).toList(),
        "cause",
        Map.of("kind", cause.name(), "id", causeId.toString()),
        "counters_root",
        content.countersRootHex(),
        "created_at",
        CommittedTime.of(createdAt));
  }
}
