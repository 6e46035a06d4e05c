package ngo.zoo.bench.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap a server has in use, asked of its virtual machine from time to time. */
final class Heap {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final long pid;
  private long peak;

  Heap(long pid) {
    this.pid = pid;
  }

  /** Of the server whose base folder lies in this one. */
  static Heap of(Path folder) {
    return new Heap(
        ProcessHandle.allProcesses()
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .map(
                            line ->
                                line.contains("org.jboss.as.standalone")
                                    && line.contains(folder.toString()))
                        .orElse(false))
            .findFirst()
            .orElseThrow()
            .pid());
  }

  void look() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.heap_info").start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    long used = 0;
    Matcher part = USED.matcher(said.replaceAll("(?s)Metaspace.*", ""));
    while (part.find()) {
      used += Long.parseLong(part.group(1)) * 1024;
    }
    peak = Math.max(peak, used);
  }

  /** Bytes. */
  long peak() {
    return peak;
  }
}
