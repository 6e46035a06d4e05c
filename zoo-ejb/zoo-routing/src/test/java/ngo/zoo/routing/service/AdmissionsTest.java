package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

/** Whoever asks for a measurement that cannot be made is told so. */
class AdmissionsTest {
  private static final UUID NODE = new UUID(1, 1);

  private final Admissions admissions = new Admissions();

  @Test
  void aNodeThatDoesNotAnswerIsNotMeasured() {
    assertThat(refusal(List.of()).code()).isEqualTo("node-unreachable");
    assertThat(refusal(List.of(metrics(false))).code()).isEqualTo("node-unreachable");
  }

  @Test
  void aNodeIsMeasuredOnceAtATime() {
    admissions.measured.add(NODE);
    Refusal refusal = refusal(List.of(metrics(true)));
    assertThat(refusal.code()).isEqualTo("already-measuring");
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
  }

  private Refusal refusal(List<WorkerMetrics> known) {
    admissions.workers =
        (GpuConnectionFactory)
            Proxy.newProxyInstance(
                GpuConnectionFactory.class.getClassLoader(),
                new Class<?>[] {GpuConnectionFactory.class},
                (_, _, _) -> known);
    return catchThrowableOfType(Refusal.class, () -> admissions.measure(NODE));
  }

  private static WorkerMetrics metrics(boolean healthy) {
    return new WorkerMetrics(NODE, healthy, "", List.of("m"), 1, 0, 0, 0, 0, Instant.EPOCH);
  }
}
