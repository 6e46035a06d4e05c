package ngo.zoo.integration.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.log.Cid;

/** An IPFS daemon as Kubo's RPC shows one. */
final class KuboStub extends Stub {
  final Map<Cid, Block> blocks = new HashMap<>();
  final Set<Cid> pins = new HashSet<>();
  String pinError = "";
  int status = 200;

  KuboStub() throws IOException {}

  @Override
  Answer answer(String method, String path, byte[] body) {
    if (!method.equals("POST")) {
      return new Answer(405, new byte[0]);
    }
    if (status != 200) {
      return new Answer(status, "{\"Message\":\"out of order\"}".getBytes(UTF_8));
    }
    if (path.equals("/api/v0/id")) {
      return new Answer(
          200, "{\"Addresses\":[\"/ip4/127.0.0.1/tcp/4001/p2p/Qm1\"]}".getBytes(UTF_8));
    }
    if (path.startsWith("/api/v0/dag/export?arg=")) {
      Cid root = new Cid(path.substring(path.indexOf('=') + 1));
      return new Answer(200, new Car(List.of(root), List.copyOf(blocks.values())).bytes());
    }
    return path.startsWith("/api/v0/dag/import?pin-roots=true") ? taken(body) : pinned(path);
  }

  private Answer taken(byte[] body) {
    Car car = Car.parse(part(body));
    car.blocks().forEach(block -> blocks.put(block.cid(), block));
    StringBuilder lines = new StringBuilder();
    for (Cid root : car.roots()) {
      if (pinError.isEmpty()) {
        pins.add(root);
      }
      lines.append(
          "{\"Root\":{\"Cid\":{\"/\":\"%s\"},\"PinErrorMsg\":\"%s\"}}\n".formatted(root, pinError));
    }
    return new Answer(200, lines.toString().getBytes(UTF_8));
  }

  private Answer pinned(String path) {
    Cid asked = new Cid(path.substring(path.indexOf("arg=") + 4));
    return pins.contains(asked)
        ? new Answer(
            200, "{\"Keys\":{\"%s\":{\"Type\":\"recursive\"}}}".formatted(asked).getBytes(UTF_8))
        : new Answer(500, "{\"Message\":\"not pinned\"}".getBytes(UTF_8));
  }

  /** What stands between the head of the one part and the last boundary. */
  private static byte[] part(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String boundary = text.substring(0, text.indexOf("\r\n"));
    return Arrays.copyOfRange(
        body, text.indexOf("\r\n\r\n") + 4, text.lastIndexOf("\r\n" + boundary + "--"));
  }
}
