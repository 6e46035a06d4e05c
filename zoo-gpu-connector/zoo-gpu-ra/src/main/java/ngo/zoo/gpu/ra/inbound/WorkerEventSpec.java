package ngo.zoo.gpu.ra.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import org.jspecify.annotations.Nullable;

/** Activation of a listener for worker events. It has nothing to choose: every event arrives. */
public class WorkerEventSpec implements ActivationSpec {
  private @Nullable ResourceAdapter adapter;

  @Override
  public void validate() {}

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }
}
