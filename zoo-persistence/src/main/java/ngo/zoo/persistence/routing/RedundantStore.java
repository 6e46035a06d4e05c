package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.ReceiptRecord.NodeAnswer;
import ngo.zoo.routing.rules.verification.Agreement.Outcome;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import org.jspecify.annotations.Nullable;

/** Answers that several nodes gave to one question, and what they found about each other's. */
@ApplicationScoped
public class RedundantStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public RedundantStore() {}

  RedundantStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * One node's answer.
   *
   * @param judgementId what follows from its divergence; null for nothing
   */
  public record Row(NodeAnswer answer, String modelSha256, @Nullable UUID judgementId) {}

  /** What one of the nodes, the verifier, found about another's answer. */
  public record Check(
      UUID nodeId,
      UUID verifierId,
      BackendPair backends,
      Verdict verdict,
      Measure measure,
      boolean textFits,
      String seal,
      byte[] signature) {}

  /** Writes all answers of a receipt, in the order in which their nodes were asked. */
  public void add(UUID receipt, List<Row> rows, List<Check> checks) {
    for (int position = 0; position < rows.size(); position++) {
      add(receipt, position, rows.get(position));
    }
    checks.forEach(check -> add(receipt, check));
  }

  private void add(UUID receipt, int position, Row row) {
    sql()
        .update(
            """
            insert into redundant_answer (receipt_id, node_id, position, outcome, model_sha256,
              seal, signature, judgement_id, price) values (?, ?, ?, ?, ?, ?, ?, ?::uuid, ?)
            """,
            receipt,
            row.answer().node(),
            position,
            row.answer().outcome(),
            row.modelSha256(),
            row.answer().seal(),
            row.answer().signature(),
            row.judgementId(),
            row.answer().price().units());
  }

  private void add(UUID receipt, Check check) {
    Measure measure = check.measure();
    sql()
        .update(
            """
            insert into redundant_check (receipt_id, node_id, verifier_id, verdict, tokens,
              distance, surprise, hard_rate, text_fits, seal, signature, backend, verifier_backend)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            receipt,
            check.nodeId(),
            check.verifierId(),
            check.verdict(),
            measure.tokens(),
            measure.meanDistance(),
            measure.z(),
            measure.hardRate(),
            check.textFits(),
            check.seal(),
            check.signature(),
            check.backends().backend(),
            check.backends().verifierBackend());
  }

  /**
   * Who has a part of a receipt's fee.
   *
   * @param asked what all that computed the answer ask together
   * @param agreed what those of them ask whose answer was given, that agreed with it, or that were
   *     outvoted and cleared by a panel
   */
  public record Shared(BigInteger asked, Map<UUID, BigInteger> agreed) {}

  private record Asking(UUID receipt, UUID node, BigInteger price, boolean agreed) {}

  /** Of those among these receipts that several nodes answered. */
  public Map<UUID, Shared> shared(List<UUID> receipts) {
    Map<UUID, BigInteger> asked = new HashMap<>();
    Map<UUID, Map<UUID, BigInteger>> agreed = new HashMap<>();
    for (Asking one : asking(receipts)) {
      asked.merge(one.receipt(), one.price(), BigInteger::add);
      if (one.agreed()) {
        agreed.computeIfAbsent(one.receipt(), _ -> new HashMap<>()).put(one.node(), one.price());
      }
    }
    Map<UUID, Shared> shared = new HashMap<>();
    asked.forEach(
        (receipt, sum) ->
            shared.put(receipt, new Shared(sum, agreed.getOrDefault(receipt, Map.of()))));
    return shared;
  }

  private List<Asking> asking(List<UUID> receipts) {
    return sql()
        .list(
            """
            select a.receipt_id, a.node_id, coalesce(a.price, 1),
              a.outcome in ('ACCEPTED', 'AGREED') or coalesce(p.state = 'OVERTURNED', false)
            from redundant_answer a left join dispute p on p.judgement_id = a.judgement_id
            where a.receipt_id = any (?)
            """,
            row ->
                new Asking(
                    Sql.uuid(row, 1), Sql.uuid(row, 2), Sql.units(row, 3), row.getBoolean(4)),
            (Object) receipts.toArray(UUID[]::new));
  }

  /**
   * The receipt of the answer that outvoted the one of a judgement.
   *
   * @param given the node whose answer was given
   * @param isFinal whether its fee is split
   * @param givenAsks what that node asks
   * @param outvotedAsks what the outvoted one asks
   */
  public record Outvoting(
      UUID receiptId, UUID given, boolean isFinal, BigInteger givenAsks, BigInteger outvotedAsks) {}

  /**
   * Locks that receipt, so that its fee is not split meanwhile; empty when nothing was outvoted.
   */
  public Optional<Outvoting> lockOutvoting(UUID judgement) {
    return sql()
        .first(
            """
            select r.id, r.node_id, r.status = 'FINAL', coalesce(g.price, 1), coalesce(a.price, 1)
            from redundant_answer a join receipt r on r.id = a.receipt_id
            join redundant_answer g on g.receipt_id = r.id and g.node_id = r.node_id
            where a.judgement_id = ? for update of r
            """,
            row ->
                new Outvoting(
                    Sql.uuid(row, 1),
                    Sql.uuid(row, 2),
                    row.getBoolean(3),
                    Sql.units(row, 4),
                    Sql.units(row, 5)),
            judgement);
  }

  /** What became of a receipt's answers, by node; empty when one node answered. */
  public Map<UUID, Outcome> outcomes(UUID receipt) {
    Map<UUID, Outcome> outcomes = new HashMap<>();
    sql()
        .list(
            "select node_id, outcome from redundant_answer where receipt_id = ?",
            row -> outcomes.put(Sql.uuid(row, 1), Outcome.valueOf(row.getString(2))),
            receipt);
    return outcomes;
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
