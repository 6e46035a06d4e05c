package ngo.zoo.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** CPU time and memory of processes as Linux counts them. */
final class ProcessTimes {
  private static final double TICKS = 100;

  private ProcessTimes() {}

  /** Seconds of CPU so far, of the processes and their children that live. */
  static double cpu(Collection<Long> roots) {
    return all(roots).mapToDouble(ProcessTimes::cpu).sum();
  }

  /** Resident MiB, of the processes and their children. */
  static double resident(Collection<Long> roots) {
    return all(roots).mapToDouble(ProcessTimes::resident).sum();
  }

  private static Stream<Long> all(Collection<Long> roots) {
    return roots.stream()
        .flatMap(
            root ->
                ProcessHandle.of(root).stream()
                    .flatMap(it -> Stream.concat(Stream.of(it), it.descendants())))
        .map(ProcessHandle::pid)
        .distinct();
  }

  private static double cpu(long pid) {
    return cpu(Path.of("/proc/" + pid));
  }

  /** Seconds of CPU so far of the threads that compile in a Java process. */
  static double compiling(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.filter(ProcessTimes::compiles).mapToDouble(ProcessTimes::cpu).sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static boolean compiles(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).contains("CompilerThre");
    } catch (IOException gone) {
      return false;
    }
  }

  private static double cpu(Path task) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static double resident(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      return lines.stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
