package ngo.zoo.integration.content;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.log.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helia and the IPLD libraries read the archive and find the same ids and bytes. */
class CarPeerTest {
  private final Versions versions = new Versions();
  @TempDir Path folder;

  @Test
  void othersFindTheSameIdsAndBytes() throws Exception {
    VersionManifest manifest = versions.manifest("keeper.signs", 3);
    byte[] archive = versions.archive(manifest);
    Path file = Files.write(folder.resolve("keeper.signs-v3.car"), archive);

    JsonObject seen = Peers.run("read-car.mjs", file);

    Car car = Car.parse(archive);
    List<String> ids = car.blocks().stream().map(block -> block.cid().text()).toList();
    assertThat(ids).hasSize(302);
    assertThat(Peers.texts(seen, "roots")).isEqualTo(car.roots().stream().map(Cid::text).toList());
    List<JsonObject> blocks = seen.getJsonArray("blocks").getValuesAs(JsonObject.class);
    assertThat(blocks).extracting(block -> block.getString("cid")).isEqualTo(ids);
    assertThat(blocks).extracting(block -> block.getString("computed")).isEqualTo(ids);
    assertThat(blocks).extracting(block -> block.getString("hex")).isEqualTo(hex(car.blocks()));
    assertManifest(seen.getJsonObject("manifest"), manifest);
    assertThat(Peers.texts(seen, "pinned"))
        .containsExactlyInAnyOrderElementsOf(car.roots().stream().map(Cid::text).toList());
    assertThat(Peers.texts(seen, "kept")).containsExactlyInAnyOrderElementsOf(ids);
  }

  private static void assertManifest(JsonObject seen, VersionManifest manifest) {
    assertThat(seen.getString("schema")).isEqualTo(VersionManifest.SCHEMA);
    assertThat(seen.getString("domain")).isEqualTo(manifest.domain());
    assertThat(seen.getInt("version")).isEqualTo(manifest.version());
    assertThat(seen.getString("root")).isEqualTo(manifest.root());
    assertThat(seen.getString("record")).isEqualTo(manifest.record().text());
    assertThat(Peers.texts(seen, "members"))
        .isEqualTo(manifest.members().stream().map(Cid::text).toList());
    assertThat(seen.getString("again")).isEqualTo(manifest.block().cid().text());
  }

  private static List<String> hex(List<Block> blocks) {
    return blocks.stream().map(block -> HexFormat.of().formatHex(block.bytes())).toList();
  }
}
