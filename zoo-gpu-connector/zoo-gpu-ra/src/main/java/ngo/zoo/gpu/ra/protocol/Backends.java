package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.List;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.GpuConnection.TextListener;
import ngo.zoo.gpu.LoadedModel;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.Worker;
import ngo.zoo.gpu.WorkerException;

/** Speaks to each worker in its own way. Thread-safe; one for the whole adapter. */
public final class Backends implements AutoCloseable {
  private final Watch watch = new Watch();
  private final Timeouts timeouts;
  private final Http http;
  private final ZooBackend zoo;
  private final OpenAiBackend openAi;

  public Backends(Credentials credentials, Timeouts timeouts) {
    this.timeouts = timeouts;
    http = new Http(timeouts, watch);
    zoo = new ZooBackend(http, credentials, timeouts);
    openAi = new OpenAiBackend(http, credentials, timeouts);
  }

  /** Takes the time of one who asks for {@link #generate}. */
  public TimedListener timed(TextListener listener) {
    return new TimedListener(listener, timeouts.asker());
  }

  private Backend of(Worker worker) {
    return switch (worker.kind()) {
      case ZOO -> zoo;
      case OPENAI -> openAi;
    };
  }

  /**
   * Asks whether a worker is well and what it serves.
   *
   * @throws IOException with words that follow its name when it is not
   */
  public Found probe(Worker worker) throws IOException {
    return of(worker).probe(worker);
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#generate}
   */
  public GenerationResult generate(Worker worker, GenerationRequest request, TimedListener listener)
      throws WorkerException {
    return of(worker).generate(worker, request, listener);
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#embed}
   */
  public Embeddings embed(Worker worker, List<String> texts) throws WorkerException {
    return of(worker).embed(worker, texts);
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#verify}
   */
  public VerificationReport verify(Worker worker, VerificationRequest request)
      throws WorkerException {
    return of(worker).verify(worker, request);
  }

  /**
   * @throws WorkerException as {@link ngo.zoo.gpu.GpuConnection#load}
   */
  public LoadedModel load(Worker worker, String model) throws WorkerException {
    return of(worker).load(worker, model);
  }

  /** Forgets what was learnt of a worker, which is about to be another one. */
  public void forget(Worker worker) {
    openAi.forget(worker);
  }

  /** The calls in flight, to be looked at a few times a second. */
  public Watch watch() {
    return watch;
  }

  /** What went wrong, to be read after the worker's name. */
  public static String words(Exception e) {
    return Http.words(e);
  }

  @Override
  public void close() {
    http.close();
  }
}
