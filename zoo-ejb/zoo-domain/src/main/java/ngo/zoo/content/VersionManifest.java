package ngo.zoo.content;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import ngo.zoo.log.Cid;

/**
 * What a library version consists of, as a dag-cbor block with links: from its id alone anybody can
 * fetch the whole version and check it against the root in the log.
 *
 * @param root hex of the snapshot tree's root
 * @param record of the version's record, the leaf of the log: the CID by which the version is known
 * @param members of the experiences in the order of the snapshot tree
 */
public record VersionManifest(
    String domain, int version, String root, Cid record, List<Cid> members) {
  public static final String SCHEMA = "zoo/library-manifest/1";

  public VersionManifest {
    members = List.copyOf(members);
  }

  /** The block; the same version always gives the same bytes. */
  public Block block() {
    return Block.dagCbor(
        Map.of(
            "schema",
            SCHEMA,
            "domain",
            domain,
            "version",
            (long) version,
            "root",
            HexFormat.of().parseHex(root),
            "record",
            record,
            "members",
            members));
  }

  /**
   * @throws IllegalArgumentException if it is no manifest
   */
  public static VersionManifest of(Block block) {
    if (block.cid().codec() == Cid.Codec.DAG_CBOR
        && DagCbor.decode(block.bytes()) instanceof Map<?, ?> map
        && SCHEMA.equals(map.get("schema"))
        && map.get("domain") instanceof String domain
        && map.get("version") instanceof Long version
        && map.get("root") instanceof byte[] root
        && map.get("record") instanceof Cid record
        && map.get("members") instanceof List<?> members) {
      return new VersionManifest(
          domain,
          Math.toIntExact(version),
          HexFormat.of().formatHex(root),
          record,
          members.stream().map(Cid.class::cast).toList());
    }
    throw new IllegalArgumentException("Block " + block + " is no manifest of a library version");
  }
}
