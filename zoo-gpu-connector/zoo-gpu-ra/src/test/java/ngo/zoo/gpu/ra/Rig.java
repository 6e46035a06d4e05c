package ngo.zoo.gpu.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ngo.zoo.gpu.Delta;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationRequest.Extras;
import ngo.zoo.gpu.GenerationRequest.InjectedExperience;
import ngo.zoo.gpu.GenerationRequest.Message;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerEvent;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.gpu.ra.inbound.GpuResourceAdapter;
import ngo.zoo.gpu.ra.inbound.WorkerEventSpec;
import ngo.zoo.gpu.ra.outbound.GpuManagedConnectionFactory;

/** The adapter, started in a fake container, and one who asks through it. */
final class Rig implements AutoCloseable {
  static final Extras WHOLE = new Extras(1, false, 0, "", "", "", false);

  final FakeContainer container = new FakeContainer();
  final GpuResourceAdapter adapter = new GpuResourceAdapter();
  final GpuConnectionFactory connections;
  final GpuManagedConnectionFactory factory = new GpuManagedConnectionFactory();
  final List<Delta> deltas = new CopyOnWriteArrayList<>();

  Rig(Path secrets, Consumer<GpuResourceAdapter> settings) throws Exception {
    adapter.setSecretsFolder(secrets.toString());
    adapter.setProbeMillis(50L);
    adapter.setWatchMillis(20L);
    settings.accept(adapter);
    adapter.start(container);
    adapter.endpointActivation(container, new WorkerEventSpec());
    factory.setResourceAdapter(adapter);
    connections = (GpuConnectionFactory) factory.createConnectionFactory(container);
  }

  /** Registers a worker and waits until it is up. */
  Worker up(Worker worker) throws InterruptedException {
    connections.register(worker);
    WorkerEvent event = event();
    assertThat(event.healthy()).as(event.reason()).isTrue();
    return worker;
  }

  WorkerEvent event() throws InterruptedException {
    WorkerEvent event = container.events.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("an event of the worker").isNotNull();
    return event;
  }

  WorkerMetrics metrics() {
    return connections.metrics().getFirst();
  }

  GenerationResult ask(Worker worker, Extras extras) throws WorkerException {
    return ask(worker, request(extras), deltas::add);
  }

  GenerationResult ask(Worker worker, GenerationRequest request, Consumer<Delta> onDelta)
      throws WorkerException {
    try (GpuConnection connection =
        connections.getConnection(List.of(worker.id()), Duration.ofSeconds(5))) {
      return connection.generate(
          request,
          new GpuConnection.TextListener() {
            @Override
            public void onText(String piece) {
              throw new AssertionError("onDelta is there");
            }

            @Override
            public void onDelta(Delta delta) {
              onDelta.accept(delta);
            }
          });
    }
  }

  String heard() {
    StringBuilder heard = new StringBuilder();
    deltas.forEach(delta -> heard.append(delta.text()));
    return heard.toString();
  }

  static GenerationRequest request(Extras extras) {
    return request(extras, List.of());
  }

  static GenerationRequest request(Extras extras, List<InjectedExperience> experiences) {
    return new GenerationRequest(
        UUID.randomUUID(),
        "a-model",
        List.of(new Message("system", "Be brief."), new Message("user", "What does it say?")),
        experiences,
        0.5,
        1,
        32,
        List.of("END"),
        7,
        extras);
  }

  @Override
  public void close() {
    adapter.stop();
    container.close();
  }
}
