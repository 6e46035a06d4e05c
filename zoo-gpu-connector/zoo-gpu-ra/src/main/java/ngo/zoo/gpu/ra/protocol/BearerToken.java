package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The token the adapter presents to nodes. The file is small and a request long, so it is read for
 * each request and a rotated token needs no restart.
 *
 * @param file its path; empty: the system property {@value #PROPERTY}, and without that no token
 */
public record BearerToken(String file) {
  static final String PROPERTY = "zoo.node.token-file";

  /** The token, empty when none is configured. */
  String value() throws IOException {
    String path = file.isEmpty() ? System.getProperty(PROPERTY, "") : file;
    return path.isEmpty() ? "" : Files.readString(Path.of(path)).strip();
  }
}
