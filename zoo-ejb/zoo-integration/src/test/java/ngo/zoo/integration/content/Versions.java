package ngo.zoo.integration.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.content.VersionSource;
import ngo.zoo.log.Sha256;

/** A library whose version n has n · 100 experiences, all of them alike. */
final class Versions implements VersionSource {
  private final String text;

  Versions() {
    this("ü\uD83E\uDDA6");
  }

  /**
   * @param text what all experiences say
   */
  Versions(String text) {
    this.text = text;
  }

  @Override
  public VersionManifest manifest(String domain, int number) {
    return new VersionManifest(
        domain,
        number,
        HexFormat.of().formatHex(Sha256.ofText(domain + number)),
        record(domain, number).cid(),
        members(number).stream().map(Block::cid).sorted(Car.ORDER).toList());
  }

  @Override
  public void blocks(VersionManifest manifest, Consumer<Block> taker) {
    List<Block> content = new ArrayList<>(members(manifest.version()));
    content.add(record(manifest.domain(), manifest.version()));
    Car.of(manifest, content).blocks().stream().skip(1).forEach(taker);
  }

  private static Block record(String domain, int number) {
    return Block.raw(
        "{\"domain\":\"%s\",\"version\":%d}".formatted(domain, number).getBytes(UTF_8));
  }

  private List<Block> members(int number) {
    return IntStream.range(0, number * 100)
        .mapToObj(i -> Block.raw(("{\"n\":" + i + ",\"text\":\"" + text + "\"}").getBytes(UTF_8)))
        .toList();
  }
}
