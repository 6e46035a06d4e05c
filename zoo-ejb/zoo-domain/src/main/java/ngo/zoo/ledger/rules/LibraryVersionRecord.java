package ngo.zoo.ledger.rules;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.VersionCause;

/**
 * What the log commits to for a library version. Replaying the operations of versions 1 to n gives
 * the members of version n, hence its root.
 *
 * @param parent number of the version before, 0 for the first
 * @param added leaf data of the experiences that came in, in the order of the snapshot tree
 */
public record LibraryVersionRecord(
    String domain,
    int version,
    int parent,
    VersionContent content,
    List<byte[]> added,
    VersionCause cause,
    UUID causeId,
    Instant createdAt) {
  public static final String SCHEMA = "zoo/library-version/1";

  public LibraryVersionRecord {
    added = List.copyOf(added);
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
        added.stream().map(LibraryVersionRecord::add).toList(),
        "cause",
        Map.of("kind", cause.name(), "id", causeId.toString()),
        "counters_root",
        content.countersRootHex(),
        "created_at",
        CommittedTime.of(createdAt));
  }

  private static Map<String, String> add(byte[] leafData) {
    return Map.of("op", "add", "h", HexFormat.of().formatHex(leafData));
  }
}
