package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import ngo.zoo.log.Ed25519;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The operator's signature under receipts (Ed25519). */
@ApplicationScoped
public class OperatorSeal {
  @Inject
  @ConfigProperty(name = "zoo.operator.key-file")
  private String keyFile;

  private volatile @Nullable PrivateKey key;

  /** Signs the text's UTF-8 bytes. */
  public byte[] sign(String text) {
    return Ed25519.sign(key(), text.getBytes(StandardCharsets.UTF_8));
  }

  private PrivateKey key() {
    PrivateKey known = key;
    if (known == null) {
      known = Ed25519.readPem(pem());
      key = known;
    }
    return known;
  }

  private String pem() {
    try {
      return Files.readString(Path.of(keyFile));
    } catch (IOException e) {
      throw new UncheckedIOException("expected the operator's key in " + keyFile, e);
    }
  }
}
