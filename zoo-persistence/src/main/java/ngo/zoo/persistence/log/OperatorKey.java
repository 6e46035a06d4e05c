package ngo.zoo.persistence.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import ngo.zoo.log.Checkpoint;
import ngo.zoo.log.Ed25519;
import ngo.zoo.log.LogKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The operator's Ed25519 key, from {@code zoo.operator.key-file}, and the log's name. */
@ApplicationScoped
public class OperatorKey {
  @Inject
  @ConfigProperty(name = "zoo.operator.key-file")
  String file;

  @Inject
  @ConfigProperty(name = "zoo.log.origin", defaultValue = "zoo.ngo/log")
  String origin;

  private volatile @Nullable PrivateKey loaded;

  /** For the container. */
  protected OperatorKey() {}

  OperatorKey(String origin, PrivateKey key) {
    this.file = "";
    this.origin = origin;
    this.loaded = key;
  }

  /** The public key under the log's name. */
  public LogKey logKey() {
    return new LogKey(origin, Ed25519.rawPublicKey(key()));
  }

  /** Signs with the operator's key; 64 bytes. */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(key(), message);
  }

  /** The signed note over this state of the log. */
  public String checkpoint(long size, byte[] root) {
    return new Checkpoint(origin, size, root).sign(key());
  }

  private PrivateKey key() {
    PrivateKey key = loaded;
    if (key == null) {
      key = read(Path.of(file));
      loaded = key;
    }
    return key;
  }

  private static PrivateKey read(Path file) {
    try {
      return Ed25519.readPem(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read zoo.operator.key-file " + file, e);
    }
  }
}
