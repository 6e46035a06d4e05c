package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ngo.zoo.gpu.Worker;
import ngo.zoo.routing.rules.NodeToken;

/**
 * The tokens the adapter presents to nodes, each made of the operator's secret and the node's key.
 * The file is small and a request long, so it is read for each request and a rotated secret needs
 * no restart.
 *
 * @param file path of the secret; empty: the system property {@value #PROPERTY}, and without that
 *     no token
 */
public record BearerToken(String file) {
  static final String PROPERTY = "zoo.node.token-file";

  /** The node's token, empty when no secret is configured. */
  String of(Worker node) throws IOException {
    String path = file.isEmpty() ? System.getProperty(PROPERTY, "") : file;
    return path.isEmpty()
        ? ""
        : NodeToken.of(Files.readString(Path.of(path)).strip(), node.publicKey());
  }
}
