package ngo.zoo.dev.part;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL that lies in a jar on the class path, once per workspace. */
final class PostgresBinaries {
  private final Path home;

  PostgresBinaries(Path home) {
    this.home = home;
  }

  /** The path of one of its programs. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Unpacked beside and moved, so that an interrupted start leaves no half installation. */
  void unpack() throws IOException {
    if (Files.isDirectory(home)) {
      return;
    }
    Path fresh = home.resolveSibling(home.getFileName() + ".new");
    try (InputStream packed =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                "Linux", System.getProperty("os.arch"));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, fresh);
      }
    }
    Files.move(fresh, home);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("Archive entry outside of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
      String mode = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    }
  }
}
