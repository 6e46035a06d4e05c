package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.Test;

class CommittedRecordsTest {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final UUID AUTHOR = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void theCommittedPartIsWrittenInOneWay() {
    ExperienceCore core =
        new ExperienceCore(
            ID,
            "keeper.signs",
            "When the sign shows otter, rotate the digits left.",
            9000,
            List.of(new Example("The sign shows otter: 4 0 7 2", "0 7 2 4")),
            NOW,
            AUTHOR);

    assertThat(core.canonicalJson())
        .isEqualTo(
            "{\"confidence_bp\":9000,\"created_at\":\"2026-11-21T10:00:00.000Z\","
                + "\"created_by\":\"01900000-0000-7000-8000-000000000002\","
                + "\"domain\":\"keeper.signs\",\"examples\":["
                + "{\"input\":\"The sign shows otter: 4 0 7 2\",\"output\":\"0 7 2 4\"}],"
                + "\"id\":\"01900000-0000-7000-8000-000000000001\","
                + "\"schema\":\"zoo/experience/1\","
                + "\"text\":\"When the sign shows otter, rotate the digits left.\"}");
    assertThat(core.cid().digest()).isEqualTo(Sha256.ofText(core.canonicalJson()));
  }

  /** The values stand in docs/vectors/leaves.json, made by an independent program. */
  @Test
  void leafDataAndSnapshotRootAreThoseOfThePublishedVectors() {
    List<VersionMember> members =
        Stream.of("otter", "lynx", "heron", "tapir", "ibis").map(this::vector).toList();
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(members.getFirst().leafData()))
        .isEqualTo("386c2b46a91bc8330caa211ce138381f9db94bfa27fddb1fd77517852e8dd00d");
    assertThat(new VersionContent(members).rootHex())
        .isEqualTo("6d85b3d573ae0f647195e69dbaa8e8ed3a55cd097bdcef3397c8c7be62826546");
  }

  private VersionMember vector(String sign) {
    int number = List.of("otter", "lynx", "heron", "tapir", "ibis").indexOf(sign);
    ExperienceCore core =
        new ExperienceCore(
            UUID.fromString("01900000-0000-7000-8000-00000000000" + number),
            "keeper.signs",
            "When the sign shows " + sign + ", rotate the digits left.",
            9000,
            List.of(new Example("4 0 7 2", "0 7 2 4")),
            Instant.parse("2026-01-05T09:00:00Z"),
            UUID.fromString("01900000-0000-7000-8000-0000000000aa"));
    return new VersionMember(core.id(), core.cid().digest(), 0, 0, 0);
  }

  @Test
  void countersHaveTheirOwnRootOverTheSameOrder() {
    VersionMember high = new VersionMember(ID, leaf(0xff), 3, 2, 1);
    VersionMember low = new VersionMember(AUTHOR, leaf(0x01), 0, 0, 0);
    VersionContent content = new VersionContent(List.of(high, low));

    byte[] expected =
        MerkleTree.nodeHash(
            MerkleTree.leafHash(Sha256.ofText(counters(AUTHOR, 0, 0, 0))),
            MerkleTree.leafHash(Sha256.ofText(counters(ID, 3, 2, 1))));

    assertThat(content.members()).containsExactly(low, high);
    assertThat(content.countersRootHex()).isEqualTo(HexFormat.of().formatHex(expected));
    assertThat(content.root())
        .isEqualTo(
            MerkleTree.nodeHash(MerkleTree.leafHash(leaf(0x01)), MerkleTree.leafHash(leaf(0xff))));
  }

  @Test
  void aVersionsRecordNamesWhereItCameFrom() {
    VersionMember member = new VersionMember(ID, leaf(0xab), 0, 0, 0);
    LibraryVersionRecord version =
        new LibraryVersionRecord(
            "keeper.signs",
            1,
            0,
            new VersionContent(List.of(member)),
            List.of(
                VersionOperation.add(leaf(0xab)),
                VersionOperation.delete(leaf(0xcd)),
                VersionOperation.modify(leaf(0xee), leaf(0xef))),
            VersionCause.GENESIS,
            AUTHOR,
            NOW);

    assertThat(CanonicalJson.of(version.json()))
        .startsWith(
            "{\"cause\":{\"id\":\"" + AUTHOR + "\",\"kind\":\"GENESIS\"},\"counters_root\":")
        .contains("\"ops\":[{\"h\":\"ab00", "\"op\":\"add\"},{\"h\":\"cd00", "\"op\":\"delete\"}")
        .contains("{\"h\":\"ef00", "\"old\":\"ee00", "\"op\":\"modify\"}],\"parent\":0,\"root\":\"")
        .endsWith("\"schema\":\"zoo/library-version/1\",\"size\":1,\"version\":1}");
  }

  private static byte[] leaf(int first) {
    byte[] leaf = new byte[32];
    leaf[0] = (byte) first;
    return leaf;
  }

  private static String counters(UUID id, int usage, int up, int down) {
    return "{\"downvotes\":%d,\"id\":\"%s\",\"upvotes\":%d,\"usage_count\":%d}"
        .formatted(down, id, up, usage);
  }
}
