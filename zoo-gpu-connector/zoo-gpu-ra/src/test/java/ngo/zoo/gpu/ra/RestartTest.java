package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import ngo.zoo.gpu.ra.OpenAiStub.Server;
import ngo.zoo.gpu.ra.inbound.GpuResourceAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an adapter leaves behind when its application is deployed again and again. */
class RestartTest {
  private static final int TIMES = 20;

  @Test
  void noThreadAndNoAdapterIsLeft(@TempDir Path secrets) throws Exception {
    Set<Thread> before = threads();
    List<WeakReference<GpuResourceAdapter>> adapters = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      adapters.add(oneLife(secrets));
    }
    await("all threads ended", () -> before.containsAll(threads()));
    await("all adapters collected", () -> adapters.stream().allMatch(one -> one.refersTo(null)));
  }

  private static WeakReference<GpuResourceAdapter> oneLife(Path secrets) throws Exception {
    try (Rig rig = new Rig(secrets, _ -> {});
        OpenAiStub stub = new OpenAiStub(Server.VLLM)) {
      rig.ask(rig.up(stub.worker(2)), Rig.WHOLE);
      return new WeakReference<>(rig.adapter);
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> !thread.getName().startsWith("process reaper"))
        .collect(Collectors.toSet());
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
