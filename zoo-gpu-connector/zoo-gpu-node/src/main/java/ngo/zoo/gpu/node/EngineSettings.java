package ngo.zoo.gpu.node;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the engines and the HTTP server must be told before their first class loads. A property
 * given on the command line wins.
 */
public final class EngineSettings {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          // No download and no telemetry: everything is in the jars.
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          // Threads that spin for each other make a small model many times slower.
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1",
          "ai.djl.pytorch.graph_optimizer", "false",
          // Without it each event of a stream may wait for the acknowledgement of the last.
          "sun.net.httpserver.nodelay", "true");

  // Kept, because the logging framework holds its loggers weakly.
  private static final Logger CUDA = Logger.getLogger("ai.djl.util.cuda.CudaUtils");

  private EngineSettings() {}

  /** Sets what is not set yet. */
  public static void applyDefaults() {
    DEFAULTS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    // A host without a GPU is no reason for a warning.
    CUDA.setLevel(Level.SEVERE);
  }
}
