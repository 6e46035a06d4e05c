package ngo.zoo.bench.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import ngo.zoo.dev.Workspace;

/**
 * {@code ./zoo audit ledger} over the stack of this run, in a virtual machine of its own with the
 * launcher's heap of 256 MiB.
 */
final class AuditRun {
  private static final int LOOK_MILLIS = 250;

  private final Workspace workspace;

  AuditRun(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * @throws IOException when the audit finds a difference
   */
  void measure(String name) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dzoo.root=" + workspace.root(),
                "-Dzoo.data=" + workspace.data(),
                "-cp",
                System.getProperty("java.class.path"),
                "ngo.zoo.dev.audit.AuditCommand",
                "ledger")
            .inheritIO()
            .start();
    Heap heap = new Heap(command.pid());
    while (!command.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      heap.look();
    }
    ImportRun.figure(name + "_seconds", ImportRun.seconds(start), "s");
    ImportRun.figure(name + "_peak_heap", heap.peak() / (1024.0 * 1024), "MiB");
    if (command.exitValue() != 0) {
      throw new IOException("the audit found differences");
    }
  }
}
