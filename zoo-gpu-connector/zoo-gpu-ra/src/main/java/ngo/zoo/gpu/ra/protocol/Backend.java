package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;

/** One way to speak to workers. Thread-safe. */
interface Backend {
  /**
   * Asks whether it is well and what it serves.
   *
   * @throws IOException with words that follow the worker's name when it is not
   */
  Found probe(Worker worker) throws IOException;

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#generate}
   */
  GenerationResult generate(Worker worker, GenerationRequest request, TimedListener listener)
      throws WorkerException;

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#verify}
   */
  default VerificationReport verify(Worker worker, VerificationRequest request)
      throws WorkerException {
    throw new WorkerException(
        WorkerException.Reason.REFUSED,
        WorkerException.UNSUPPORTED,
        "Only nodes of the node protocol check answers");
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#load}
   */
  default LoadedModel load(Worker worker, String model) throws WorkerException {
    throw new WorkerException(
        WorkerException.Reason.REFUSED,
        WorkerException.UNSUPPORTED,
        "Only nodes of the node protocol load weights when told");
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#embed}
   */
  Embeddings embed(Worker worker, List<String> texts) throws WorkerException;
}
