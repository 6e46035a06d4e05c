package ngo.zoo.gpu.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyTest {

  @Test
  void isMadeOnceForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys/node.pem");
    String first = NodeKey.of(file).publicKey();
    assertThat(NodeKey.of(file).publicKey()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
