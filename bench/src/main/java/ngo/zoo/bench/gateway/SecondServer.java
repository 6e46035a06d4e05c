package ngo.zoo.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another server of the same installation: the same application, database, keys and nodes, with a
 * name, ports and a base directory of its own. It is started by the command of the one that runs.
 */
final class SecondServer implements AutoCloseable {
  private static final String BASE = "-Djboss.server.base.dir=";
  private static final String PROPERTIES = "--properties=";

  private final Process process;
  private final String address;

  private SecondServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * @param first the server that runs
   * @param folder to keep its files in, empty
   */
  static SecondServer start(ProcessHandle first, Path folder) throws IOException {
    List<String> command =
        List.of(
            Files.readString(
                    Path.of("/proc", Long.toString(first.pid()), "cmdline"), StandardCharsets.UTF_8)
                .split("\0", -1));
    Path base = Path.of(value(command, BASE));
    copy(base.resolve("configuration"), folder.resolve("configuration"));
    Files.createDirectories(folder.resolve("deployments"));
    Files.copy(base.resolve("deployments/zoo.ear"), folder.resolve("deployments/zoo.ear"));
    Files.createFile(folder.resolve("deployments/zoo.ear.dodeploy"));
    int port = Peers.freePort();
    Path properties = folder.resolve("second.properties");
    Files.writeString(
        properties,
        Files.readString(Path.of(value(command, PROPERTIES)))
            .replaceAll("(?m)^jboss\\.http\\.port=.*$", "jboss.http.port=" + port)
            .replaceAll(
                "(?m)^jboss\\.management\\.http\\.port=.*$",
                "jboss.management.http.port=" + Peers.freePort())
            .replaceAll("(?m)^jboss\\.node\\.name=.*$", "jboss.node.name=zoo-2"));
    ProcessBuilder builder =
        new ProcessBuilder(
            command.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith(PROPERTIES) ? PROPERTIES + properties : part)
                .map(part -> part.replace(base.toString(), folder.toString()))
                .map(part -> part.replace("logs/server", "logs/server-2"))
                .toList());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("second.log").toFile())
            .start();
    return new SecondServer(process, "http://127.0.0.1:" + port);
  }

  private static String value(List<String> command, String option) {
    return command.stream()
        .filter(part -> part.startsWith(option))
        .findFirst()
        .orElseThrow()
        .substring(option.length());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  String address() {
    return address;
  }

  /** By signal 9, as if its machine had lost power. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
