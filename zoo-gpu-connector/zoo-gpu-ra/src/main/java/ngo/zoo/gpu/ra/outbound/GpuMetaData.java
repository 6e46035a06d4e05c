package ngo.zoo.gpu.ra.outbound;

import jakarta.resource.spi.ManagedConnectionMetaData;
import ngo.zoo.gpu.Worker;

/** What a container may show of a connection. */
record GpuMetaData(Worker worker) implements ManagedConnectionMetaData {
  @Override
  public String getEISProductName() {
    return "Zoo GPU node " + worker.name();
  }

  @Override
  public String getEISProductVersion() {
    return "1";
  }

  @Override
  public int getMaxConnections() {
    return worker.slots();
  }

  /** Nodes know the operator by its token, not a user. */
  @Override
  public String getUserName() {
    return "";
  }
}
