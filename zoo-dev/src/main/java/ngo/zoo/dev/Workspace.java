package ngo.zoo.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things lie: {@code root} is the checkout with its build results (read only here), {@code
 * data} the folder of one running stack (databases, keys, logs), which {@code ./zoo reset} deletes.
 *
 * @param defaultPorts whether the well-known ports are tried first; a stack of tests takes any
 */
public record Workspace(Path root, Path data, boolean defaultPorts) {
  public Workspace {
    root = root.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }

  /** The developer's own stack in {@code .zoo}. */
  public static Workspace of(Path root) {
    return new Workspace(root, root.resolve(".zoo"), true);
  }

  /** The stack that a command reads: the developer's own, or the one in the folder zoo.data. */
  public static Workspace ofCommand() {
    Workspace own = of(Path.of(System.getProperty("zoo.root", ".")));
    String other = System.getProperty("zoo.data");
    return other == null ? own : new Workspace(own.root(), Path.of(other), false);
  }

  /** The log file of a part. */
  public Path log(String part) {
    return privateFolder("logs").resolve(part + ".log");
  }

  /** A folder inside {@link #data}, created when missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(data.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + data.resolve(name), e);
    }
  }

  /** A folder inside {@link #data} that only its owner can enter. */
  public Path privateFolder(String name) {
    Path folder = folder(name);
    try {
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot protect " + folder, e);
    }
  }

  public Path ear() {
    return root.resolve("zoo-ear/target/zoo.ear");
  }

  public Path server() {
    return root.resolve("zoo-ear/target/server");
  }

  public Path migrations() {
    return root.resolve("sql");
  }

  public Path realm() {
    return root.resolve("wildfly-config/zoo-realm.json");
  }

  public Path keycloakArchive() {
    return root.resolve("zoo-dev/target/keycloak/keycloak.tar.gz");
  }

  public Path nodeTarget() {
    return root.resolve("zoo-gpu-connector/zoo-gpu-node/target");
  }

  public Path contracts() {
    return root.resolve("contracts");
  }

  /** Deletes everything in {@link #data}. */
  void delete() throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The path as a person standing in the checkout would type it. */
  public String shown(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }
}
