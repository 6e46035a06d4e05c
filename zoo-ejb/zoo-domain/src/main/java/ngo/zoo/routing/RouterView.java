package ngo.zoo.routing;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How routing does: this server's questions and connections, and the books of all servers.
 *
 * @param now questions of the present and the last whole minute
 * @param hour questions of the last hour
 * @param perSecond answers a second, over the last whole minute
 * @param turns questions that wait for their turn
 * @param uncommitted answers given whose receipts are not committed yet
 * @param workers connections to nodes, by name
 */
public record RouterView(
    QuestionFigures now,
    QuestionFigures hour,
    double perSecond,
    int turns,
    long uncommitted,
    RouterBooks books,
    List<Worker> workers) {
  public RouterView {
    workers = List.copyOf(workers);
  }

  /**
   * This server's connection to a node.
   *
   * @param breaker CLOSED, OPEN or HALF_OPEN
   * @param queued who waits for a slot of it here
   * @param backendQueued requests its own queue holds
   * @param failures by reason
   */
  public record Worker(
      UUID id,
      String name,
      String state,
      String reason,
      String breaker,
      int slots,
      int inFlight,
      int queued,
      int backendQueued,
      double p50Millis,
      double p95Millis,
      long succeeded,
      long failed,
      Map<String, Long> failures) {
    public Worker {
      failures = Map.copyOf(failures);
    }
  }

  /** Who waits for a slot of any node here. */
  public int queued() {
    return workers.stream().mapToInt(Worker::queued).sum();
  }

  /** Requests the nodes' own queues hold. */
  public int backendQueued() {
    return workers.stream().mapToInt(Worker::backendQueued).sum();
  }
}
