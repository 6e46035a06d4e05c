package ngo.zoo.bench.money;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One contender for some seconds.
 *
 * @param rate transfers per second
 * @param cpuMicros CPU time of this process per transfer
 */
record Round(double rate, double cpuMicros, long transfers) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Round of(Contender contender, ExecutorService threads, Duration length, long seed)
      throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    List<Future<Long>> calls = new ArrayList<>();
    for (int i = 0; i < contender.clients(); i++) {
      Random random = new Random(seed * 1000 + i);
      calls.add(threads.submit(() -> callsUntil(end, contender, random)));
    }
    long transfers = 0;
    for (Future<Long> each : calls) {
      transfers += each.get() * contender.size();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3;
    return new Round(transfers / seconds, micros / transfers, transfers);
  }

  private static long callsUntil(long end, Contender contender, Random random) throws Exception {
    long calls = 0;
    while (System.nanoTime() < end) {
      contender.work().run(random);
      calls++;
    }
    return calls;
  }
}
