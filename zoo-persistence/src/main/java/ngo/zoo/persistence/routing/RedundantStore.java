package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
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
              seal, signature, judgement_id) values (?, ?, ?, ?, ?, ?, ?, ?::uuid)
            """,
            receipt,
            row.answer().node(),
            position,
            row.answer().outcome(),
            row.modelSha256(),
            row.answer().seal(),
            row.answer().signature(),
            row.judgementId());
  }

  private void add(UUID receipt, Check check) {
    Measure measure = check.measure();
    sql()
        .update(
            """
            insert into redundant_check (receipt_id, node_id, verifier_id, verdict, tokens,
              distance, surprise, hard_rate, text_fits, seal, signature)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            check.signature());
  }

  /**
   * Who has a part of a receipt's fee.
   *
   * @param nodes how many computed the answer
   * @param others those that agreed with the node whose answer was given, or were outvoted and
   *     cleared by a panel
   */
  public record Shared(int nodes, List<UUID> others) {}

  /** Of those among these receipts that several nodes answered. */
  public Map<UUID, Shared> shared(List<UUID> receipts) {
    Map<UUID, Shared> shared = new HashMap<>();
    sql()
        .list(
            """
            select a.receipt_id, count(*), array_agg(a.node_id order by a.position)
              filter (where a.outcome = 'AGREED' or p.state = 'OVERTURNED')
            from redundant_answer a left join dispute p on p.judgement_id = a.judgement_id
            where a.receipt_id = any (?) group by a.receipt_id
            """,
            row -> {
              var others = row.getArray(3);
              return shared.put(
                  Sql.uuid(row, 1),
                  new Shared(
                      row.getInt(2),
                      others == null ? List.of() : Arrays.asList((UUID[]) others.getArray())));
            },
            (Object) receipts.toArray(UUID[]::new));
    return shared;
  }

  /**
   * The receipt of the answer that outvoted the one of a judgement.
   *
   * @param given the node whose answer was given
   * @param isFinal whether its fee is split
   */
  public record Outvoting(UUID receiptId, UUID given, boolean isFinal) {}

  /**
   * Locks that receipt, so that its fee is not split meanwhile; empty when nothing was outvoted.
   */
  public Optional<Outvoting> lockOutvoting(UUID judgement) {
    return sql()
        .first(
            """
            select r.id, r.node_id, r.status = 'FINAL' from redundant_answer a
            join receipt r on r.id = a.receipt_id where a.judgement_id = ? for update of r
            """,
            row -> new Outvoting(Sql.uuid(row, 1), Sql.uuid(row, 2), row.getBoolean(3)),
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
