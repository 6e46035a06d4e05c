package ngo.zoo.routing.service;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerMetrics;
import ngo.zoo.persistence.routing.RouterReader;
import ngo.zoo.routing.LeaseView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.QuestionFigures;
import ngo.zoo.routing.ReceiptLine;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.RouterView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.QuestionTally;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** How routing does, for staff; and everybody's own receipts as a list. */
@Stateless
public class Router {
  private static final double MINUTE_SECONDS = 60;

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  private GpuConnectionFactory workers;

  @Inject private QuestionMeter meter;
  @Inject private Turns turns;
  @Inject private ReceiptWriter writer;
  @Inject private RouterReader reader;
  @Inject private BusinessClock clock;
  @EJB private Nodes nodes;

  /**
   * @throws Refusal {@code role-missing} unless staff
   */
  public RouterView view(Caller caller) {
    caller.require(Role.STAFF);
    QuestionFigures now = meter.figures(2);
    return new RouterView(
        now,
        meter.figures(QuestionTally.MINUTES),
        now.byMinute().getFirst() / MINUTE_SECONDS,
        turns.waiting(),
        writer.uncommitted(),
        reader.books(clock.now()),
        workers());
  }

  private List<RouterView.Worker> workers() {
    Map<UUID, WorkerMetrics> metrics =
        workers.metrics().stream()
            .collect(Collectors.toMap(WorkerMetrics::workerId, Function.identity()));
    return nodes.nodes().stream()
        .flatMap(
            node ->
                Optional.ofNullable(metrics.get(node.id())).map(now -> worker(node, now)).stream())
        .toList();
  }

  private static RouterView.Worker worker(NodeView node, WorkerMetrics now) {
    Map<String, Long> failures = new TreeMap<>();
    now.failures()
        .forEach(
            (reason, count) ->
                failures.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
    return new RouterView.Worker(
        node.id(),
        node.name(),
        node.state().name(),
        now.reason(),
        now.breaker().name(),
        now.slots(),
        now.inFlight(),
        now.queued(),
        now.backendQueued(),
        now.p50Millis(),
        now.p95Millis(),
        now.succeeded(),
        now.failed(),
        failures);
  }

  /**
   * Leases of credit that are out, newest first.
   *
   * @throws Refusal {@code role-missing} unless staff
   */
  public Page<LeaseView> leases(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return reader.leases(request);
  }

  /**
   * Receipts the caller paid, everybody's for staff; newest first.
   *
   * @param status HELD, FINAL or REFUNDED; null for all
   * @param verification null for all
   */
  public Page<ReceiptLine> receipts(
      Caller caller,
      @Nullable String status,
      @Nullable VerificationStatus verification,
      PageRequest request) {
    UUID organisation = caller.organisationId();
    UUID payer = organisation == null ? caller.id() : organisation;
    return reader.receipts(
        new ReceiptQuery(caller.has(Role.STAFF) ? null : payer, status, verification), request);
  }
}
