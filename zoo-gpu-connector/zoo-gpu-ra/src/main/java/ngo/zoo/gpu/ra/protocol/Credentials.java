package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import ngo.zoo.gpu.Worker;
import ngo.zoo.routing.rules.NodeToken;

/**
 * What the adapter presents to backends. A Zoo node gets a token made of the operator's secret and
 * the node's key, any other backend the content of the file its registration names. Secrets leave
 * this class for the Authorization field only.
 */
public final class Credentials {
  static final String TOKEN_FILE = "zoo.node.token-file";
  static final String FOLDER = "zoo.secrets-folder";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final String tokenFile;
  private final String folder;
  private final Map<String, SecretFile> files = new ConcurrentHashMap<>();

  /**
   * @param tokenFile path of the operator's secret; empty: the system property {@value
   *     #TOKEN_FILE}, and without that no token
   * @param folder where the secrets of other backends are; empty: the system property {@value
   *     #FOLDER}
   */
  public Credentials(String tokenFile, String folder) {
    this.tokenFile = tokenFile.isEmpty() ? System.getProperty(TOKEN_FILE, "") : tokenFile;
    this.folder = folder.isEmpty() ? System.getProperty(FOLDER, "") : folder;
  }

  /** The worker's bearer token, empty when it has none. */
  String of(Worker worker) throws IOException {
    return switch (worker.kind()) {
      case ZOO -> tokenFile.isEmpty() ? "" : NodeToken.of(read(tokenFile), worker.publicKey());
      case OPENAI -> worker.credential().isEmpty() ? "" : named(worker.credential());
    };
  }

  /** A name only, never a path: a registration must not reach other files. */
  private String named(String name) throws IOException {
    if (folder.isEmpty() || !NAME.matcher(name).matches()) {
      throw new IOException("names a credential that is not there");
    }
    return read(Path.of(folder).resolve(name).toString());
  }

  private String read(String path) throws IOException {
    return files.computeIfAbsent(path, p -> new SecretFile(Path.of(p))).read();
  }
}
