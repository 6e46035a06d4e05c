package ngo.zoo.gpu.ra.inbound;

import jakarta.resource.spi.work.Work;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import ngo.zoo.gpu.ra.WorkerState;
import ngo.zoo.gpu.ra.protocol.NodeClient;
import ngo.zoo.gpu.ra.protocol.NodeHealth;

/** Asks one worker for its health and tells what came of it. */
final class Probe implements Work {
  private final GpuResourceAdapter adapter;
  private final WorkerState state;
  private final NodeClient client;

  Probe(GpuResourceAdapter adapter, WorkerState state, NodeClient client) {
    this.adapter = adapter;
    this.state = state;
    this.client = client;
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
      NodeHealth found = client.health(state.worker().url());
      if (Arrays.equals(found.publicKey(), state.worker().publicKey())) {
        state.up(found.models(), Instant.now());
      } else {
        state.down("answers with another public key than it registered", Instant.now());
      }
    } catch (IOException | RuntimeException e) {
      state.down(NodeClient.words(e), Instant.now());
    }
  }

  @Override
  public void release() {}
}
