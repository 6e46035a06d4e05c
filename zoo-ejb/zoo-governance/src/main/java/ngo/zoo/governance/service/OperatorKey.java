package ngo.zoo.governance.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Optional;
import ngo.zoo.log.Ed25519;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The operator's Ed25519 key, with which it signs ballots on behalf of members. */
@ApplicationScoped
public class OperatorKey {
  @Inject
  @ConfigProperty(name = "zoo.operator.key-file")
  private Optional<String> file;

  private volatile @Nullable PrivateKey key;

  /** Signs the UTF-8 bytes of a text. */
  public byte[] sign(String text) {
    return Ed25519.sign(key(), text.getBytes(StandardCharsets.UTF_8));
  }

  private PrivateKey key() {
    PrivateKey known = key;
    if (known == null) {
      known = read();
      key = known;
    }
    return known;
  }

  private PrivateKey read() {
    Path path =
        Path.of(
            file.orElseThrow(
                () ->
                    new IllegalStateException(
                        "zoo.operator.key-file is not set: give the operator's PKCS#8 PEM file")));
    try {
      return Ed25519.readPem(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException("the operator's key " + path + " cannot be read", e);
    }
  }
}
