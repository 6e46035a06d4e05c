package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.bench.ThreadConnections;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.rewards.Journal;

/**
 * Takes events as they come and books them in batches, one transaction each: entries by the
 * ledger's own batches, receipts beside them. What comes before its time waits for the step it
 * follows; what comes again is booked again, and the keys see to it that nothing moves.
 */
final class Intake {
  private static final String RECEIPTS =
      """
      insert into receipt (id, payer_kind, payer_id, project_id, key_id, model, node_id, domain,
        library_version, query_hash, response_hash, seed, prompt_tokens, completion_tokens, fee,
        record, node_signature, operator_signature, answered_at, final_after)
      select id, 'ORGANISATION', payer, project, key, model, ?, '', 0, sha256(''), sha256(''), 1,
        prompt, completion, fee, '{}', '', '', at::timestamptz, at::timestamptz
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
        as r (id, payer, project, key, model, prompt, completion, fee, at)
      on conflict (id) do nothing
      """;

  private final ThreadConnections connections;
  private final Journal journal;
  private final Sql sql;
  private final UUID node;
  private final Map<UUID, Integer> places = new HashMap<>();
  private final Map<UUID, List<UsageEvent>> early = new HashMap<>();
  private long parked;

  Intake(ThreadConnections connections, UUID node) {
    this.connections = connections;
    this.journal = new Journal(connections);
    this.sql = new Sql(connections);
    this.node = node;
  }

  void take(List<UsageEvent> delivered) throws SQLException {
    List<UsageEvent> events = new ArrayList<>();
    delivered.forEach(event -> ready(event, events));
    Connection connection = connections.getConnection();
    connection.setAutoCommit(false);
    receipts(of(UsageEvent.Step.SETTLED, events));
    journal.postAll(events.stream().map(event -> Steps.entry(event, node)).toList(), Instant.now());
    finish(of(UsageEvent.Step.FINAL, events));
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** How many came before the step they follow. */
  long parked() {
    return parked;
  }

  /** Events that still wait; none when everything was delivered. */
  int waiting() {
    return early.size();
  }

  private void ready(UsageEvent event, List<UsageEvent> events) {
    UUID id = event.answer().id();
    int done = places.getOrDefault(id, 0);
    if (event.step().place() > done) {
      parked++;
      early.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
      return;
    }
    events.add(event);
    places.put(id, Math.max(done, event.step().place() + 1));
    List<UsageEvent> waited = early.remove(id);
    if (waited != null) {
      waited.forEach(next -> ready(next, events));
    }
  }

  private void receipts(List<Answer> answers) {
    sql.update(
        RECEIPTS,
        node,
        answers.stream().map(Answer::id).toArray(UUID[]::new),
        answers.stream().map(it -> it.key().organisation()).toArray(UUID[]::new),
        answers.stream().map(it -> it.key().project()).toArray(UUID[]::new),
        answers.stream().map(it -> it.key().id()).toArray(UUID[]::new),
        answers.stream().map(Answer::model).toArray(String[]::new),
        answers.stream().map(Answer::promptTokens).toArray(Integer[]::new),
        answers.stream().map(Answer::completionTokens).toArray(Integer[]::new),
        answers.stream().map(it -> Steps.fee(it).units()).toArray(BigInteger[]::new),
        answers.stream().map(it -> it.at().toString()).toArray(String[]::new));
  }

  private void finish(List<Answer> answers) {
    sql.update(
        "update receipt set status = 'FINAL', final_at = now() where id = any (?) and status = 'HELD'",
        (Object) answers.stream().map(Answer::id).toArray(UUID[]::new));
  }

  private static List<Answer> of(UsageEvent.Step step, List<UsageEvent> events) {
    return events.stream().filter(event -> event.step() == step).map(UsageEvent::answer).toList();
  }
}
