package ngo.zoo.gpu.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.Base64;
import ngo.zoo.log.Ed25519;

/** The node's Ed25519 key, by which the operator knows it and it signs what it answers. */
public final class NodeKey {

  private final PrivateKey key;

  /** Over an existing key. */
  public NodeKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * The key of a PKCS#8 PEM file; makes the file, readable by its owner alone, when it is missing.
   */
  public static NodeKey of(Path file) throws IOException {
    if (Files.notExists(file)) {
      write(file, Ed25519.toPem(Ed25519.newKey()));
    }
    return new NodeKey(Ed25519.readPem(Files.readString(file)));
  }

  /** The raw public key, 32 bytes in Base64. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(Ed25519.rawPublicKey(key));
  }

  /** The signature over a text's UTF-8 bytes, in Base64. */
  public String sign(String text) {
    byte[] signature = Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signature);
  }

  private static void write(Path file, String pem) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, pem, StandardOpenOption.WRITE);
  }
}
