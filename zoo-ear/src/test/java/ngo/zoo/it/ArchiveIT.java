package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Cid;
import ngo.zoo.log.MerkleTree;
import ngo.zoo.log.Sha256;
import ngo.zoo.log.SnapshotTree;
import ngo.zoo.log.Tile;
import org.junit.jupiter.api.Test;

/** What anybody can mirror without an account: versions as archives, the log as tiles. */
class ArchiveIT {
  private static final String VERSION = "/api/v1/libraries/keeper.signs/versions/1";
  private final Zoo zoo = Zoo.shared();

  @Test
  void theArchiveHoldsTheVersionWithItsRoot() throws Exception {
    HttpResponse<byte[]> answer = get(VERSION + "/car", "");
    JsonObject version = zoo.get(Zoo.NOBODY, VERSION).expect(200).json();

    Car car = Car.parse(answer.body());
    VersionManifest manifest = VersionManifest.of(car.blocks().getFirst());
    SnapshotTree tree = SnapshotTree.of(manifest.members().stream().map(Cid::digest).toList());
    assertThat(answer.headers().firstValue("Content-Type")).contains(Car.MEDIA_TYPE);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(version.getString("root"));
    assertThat(manifest.record().text()).isEqualTo(version.getString("cid"));
    assertThat(car.blocks()).extracting(Block::cid).containsAll(manifest.members());
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(get(VERSION + "/car", tag).statusCode()).isEqualTo(304);
    zoo.get(Zoo.NOBODY, "/api/v1/libraries/keeper.signs/versions/9999/car").expect(404);
  }

  @Test
  void aMirrorOfTheTilesHasTheRootOfTheCheckpoint() throws Exception {
    String note = zoo.get(Zoo.NOBODY, "/api/v1/log/checkpoint").expect(200).body();
    Checkpoint checkpoint = Checkpoint.parse(note);
    List<byte[]> leaves = new ArrayList<>();
    for (long at = 0; at < checkpoint.size(); at += Tile.FULL) {
      int width = (int) Math.min(Tile.FULL, checkpoint.size() - at);
      Tile tile = new Tile(0, at / Tile.FULL, width);
      HttpResponse<byte[]> answer = get("/api/v1/log/tile/" + tile.path(), "");
      assertThat(answer.statusCode()).isEqualTo(200);
      for (int i = 0; i < width; i++) {
        leaves.add(Arrays.copyOfRange(answer.body(), i * Sha256.LENGTH, (i + 1) * Sha256.LENGTH));
      }
    }
    assertThat(MerkleTree.of(leaves).root()).isEqualTo(checkpoint.root());

    JsonObject growth =
        zoo.get(Zoo.NOBODY, "/api/v1/log/consistency?from=1&to=" + checkpoint.size())
            .expect(200)
            .json();
    assertThat(
            MerkleTree.verifyConsistency(
                1,
                leaves.getFirst(),
                checkpoint.size(),
                checkpoint.root(),
                growth.getJsonArray("path").getValuesAs(JsonString.class).stream()
                    .map(hash -> HexFormat.of().parseHex(hash.getString()))
                    .toList()))
        .isTrue();
    zoo.get(Zoo.NOBODY, "/api/v1/log/tile/0/x999/999").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/log/tile/nothing").expect(404);
    zoo.get(Zoo.NOBODY, "/api/v1/log/consistency?from=2&to=1").expect(400);
  }

  private HttpResponse<byte[]> get(String path, String knownTag)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(zoo.portal() + path));
    if (!knownTag.isEmpty()) {
      request.header("If-None-Match", knownTag);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
