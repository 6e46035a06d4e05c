package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A secret in a file, read again when the file has changed, so a new one needs no restart. */
final class SecretFile {
  private final Path path;
  private volatile @Nullable Known known;

  private record Known(String secret, FileTime modified, long size) {
    boolean isOf(BasicFileAttributes file) {
      return modified.equals(file.lastModifiedTime()) && size == file.size();
    }
  }

  SecretFile(Path path) {
    this.path = path;
  }

  /**
   * @throws IOException when it cannot be read; the message names no path, because it may be shown
   */
  String read() throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      Known now = known;
      if (now == null || !now.isOf(file)) {
        String secret = Files.readString(path).strip();
        now = new Known(secret, file.lastModifiedTime(), file.size());
        known = now;
      }
      return now.secret;
    } catch (IOException e) {
      throw new IOException("has a credential whose file cannot be read", e);
    }
  }
}
