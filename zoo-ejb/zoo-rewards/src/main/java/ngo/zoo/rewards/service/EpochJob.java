package ngo.zoo.rewards.service;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;

/** What the artifacts of an epoch's job know: its epoch and its run. */
@Dependent
public class EpochJob {
  @Inject private JobContext context;

  int epoch() {
    return Integer.parseInt(context.getProperties().getProperty("epoch"));
  }

  UUID run() {
    return UUID.fromString(context.getProperties().getProperty("run"));
  }

  /** Keeps why the job fails for its listener. */
  void fails(RuntimeException failure) {
    context.setExitStatus("FAILED: " + failure.getMessage());
  }

  /** Why the job failed; empty when it did not. */
  String failure() {
    String status = context.getExitStatus();
    return status != null && status.startsWith("FAILED: ") ? status.substring(8) : "";
  }

  /** Whether the job was asked to stop. */
  boolean stopped() {
    return switch (context.getBatchStatus()) {
      case STOPPING, STOPPED -> true;
      default -> false;
    };
  }

  /** Whether a step of it failed. */
  boolean failed() {
    return switch (context.getBatchStatus()) {
      case FAILED, ABANDONED -> true;
      default -> !failure().isEmpty();
    };
  }
}
