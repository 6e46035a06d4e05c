package ngo.zoo.gpu.ra.inbound;

import jakarta.resource.spi.work.Work;
import java.io.IOException;
import java.time.Instant;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.protocol.Backends;
import ngo.zoo.gpu.ra.protocol.Found;

/** Asks one worker for its health and tells what came of it. */
final class Probe implements Work {
  private final GpuResourceAdapter adapter;
  private final WorkerState state;
  private final Backends backends;

  Probe(GpuResourceAdapter adapter, WorkerState state, Backends backends) {
    this.adapter = adapter;
    this.state = state;
    this.backends = backends;
  }

  @Override
  public void run() {
    if (!state.beginProbe()) {
      return;
    }
    try {
      look();
    } finally {
      state.probed();
    }
    adapter.tell(state);
  }

  private void look() {
    try {
      Found found = backends.probe(state.worker());
      state.up(found.models(), found.queued(), Instant.now());
    } catch (IOException | RuntimeException e) {
      state.down(Backends.words(e), Instant.now());
    }
  }

  @Override
  public void release() {}
}
