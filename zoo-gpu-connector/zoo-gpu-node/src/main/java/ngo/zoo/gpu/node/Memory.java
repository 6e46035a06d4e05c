package ngo.zoo.gpu.node;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What there is for models: the first accelerator's memory, or the machine's without one. */
final class Memory {
  private static final int MIB = 1 << 20;

  private Memory() {}

  /** In MiB, at least 1. */
  static int mib() {
    int accelerator = accelerator();
    return accelerator > 0 ? accelerator : machine();
  }

  private static int machine() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.max(1, (int) (system.getTotalMemorySize() / MIB));
  }

  /** 0 when there is none, or none that says so. */
  private static int accelerator() {
    try {
      Process asking =
          new ProcessBuilder(
                  "nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      asking.getOutputStream().close();
      if (!asking.waitFor(5, TimeUnit.SECONDS)) {
        asking.destroyForcibly();
        return 0;
      }
      String first =
          new String(asking.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .findFirst()
              .orElse("");
      return asking.exitValue() == 0 ? Integer.parseInt(first.strip()) : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
