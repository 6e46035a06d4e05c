package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.DisputeFile.DisputedAnswer;
import ngo.zoo.routing.DisputeFile.Finding;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/** What is read of a dispute to be shown: its answers, its verifiers' figures, its panel. */
@ApplicationScoped
public class DisputeFileStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DisputeFileStore() {}

  DisputeFileStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Where a dispute stands.
   *
   * @param challengedAt null when a sample led to it
   * @param quorum 0 before its panel was opened
   */
  public record Head(
      UUID judgementId, String modelSha256, @Nullable Instant challengedAt, int quorum) {}

  public Optional<Head> head(UUID dispute) {
    return sql()
        .first(
            """
            select j.id, j.model_sha256, c.made_at, coalesce(q.quorum, 0)
            from dispute p join verification_judgement j on j.id = p.judgement_id
            left join challenge c on c.judgement_id = j.id
            left join dispute_panel q on q.dispute_id = p.id where p.id = ?
            """,
            row ->
                new Head(
                    Sql.uuid(row, 1), row.getString(2), Sql.optionalInstant(row, 3), row.getInt(4)),
            dispute);
  }

  /** The answers judged together, oldest first; of one that others outvoted, their receipt. */
  public List<DisputedAnswer> answers(UUID judgement) {
    return sql()
        .list(
            """
            select r.id, r.status, r.fee, r.answered_at from (
              select receipt_id, judgement_id from verification_draw
              union select receipt_id, judgement_id from redundant_answer) d
            join receipt r on r.id = d.receipt_id where d.judgement_id = ?
            order by r.answered_at, r.id
            """,
            row ->
                new DisputedAnswer(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    Amount.keeper(Sql.units(row, 3)),
                    Sql.instant(row, 4)),
            judgement);
  }

  /** One verifier's sums over the answers it has checked. */
  public record Checked(
      int rank,
      UUID verifierId,
      String verifier,
      BackendPair backends,
      int answers,
      Measure measure,
      boolean textFits,
      Instant checkedAt) {}

  /** By rank and verifier. */
  public List<Checked> checks(UUID judgement) {
    return sql()
        .list(
            """
            select c.rank, c.verifier_id, n.name, count(*), sum(c.tokens), sum(c.stated),
              sum(c.distance), sum(c.surprise), sum(c.variance), sum(c.hard), bool_and(c.text_fits),
              max(c.checked_at), c.backend, c.verifier_backend
            from verification_draw d join verification_check c on c.receipt_id = d.receipt_id
            join node n on n.id = c.verifier_id
            where d.judgement_id = ? and c.dropped_at is null
            group by c.rank, c.verifier_id, n.name, c.backend, c.verifier_backend order by c.rank, n.name
            """,
            row ->
                new Checked(
                    row.getInt(1),
                    Sql.uuid(row, 2),
                    row.getString(3),
                    new BackendPair(row.getString(13), row.getString(14)),
                    row.getInt(4),
                    new Measure(
                        row.getLong(5),
                        row.getLong(6),
                        row.getDouble(7),
                        row.getDouble(8),
                        row.getDouble(9),
                        row.getLong(10)),
                    row.getBoolean(11),
                    Sql.instant(row, 12)),
            judgement);
  }

  /**
   * What the nodes that answered the same question found about the answer they outvoted.
   *
   * @param thresholds of a pair of backends
   */
  public List<Finding> outvotedBy(UUID judgement, Function<BackendPair, Thresholds> thresholds) {
    return sql()
        .list(
            """
            select c.verifier_id, n.name, c.tokens, c.distance, c.surprise, c.hard_rate,
              c.text_fits, c.verdict, r.answered_at, c.backend, c.verifier_backend
            from redundant_answer a join redundant_check c using (receipt_id, node_id)
            join receipt r on r.id = a.receipt_id join node n on n.id = c.verifier_id
            where a.judgement_id = ? order by n.name
            """,
            row -> outvoting(row, thresholds),
            judgement);
  }

  private static Finding outvoting(ResultSet row, Function<BackendPair, Thresholds> thresholds)
      throws SQLException {
    BackendPair backends = new BackendPair(row.getString(10), row.getString(11));
    return new Finding(
        0,
        Sql.uuid(row, 1),
        row.getString(2),
        backends,
        thresholds.apply(backends),
        1,
        row.getInt(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getBoolean(7),
        Verdict.valueOf(row.getString(8)),
        Sql.instant(row, 9));
  }

  /** The dispute an answer is or was part of. */
  public Optional<UUID> ofReceipt(UUID receipt) {
    return sql()
        .first(
            """
            select p.id from verification_draw d
            join dispute p on p.judgement_id = d.judgement_id where d.receipt_id = ?
            """,
            row -> Sql.uuid(row, 1),
            receipt);
  }

  /** How many judgements of a node are in each state. */
  public Map<JudgementState, Long> judged(UUID node) {
    Map<JudgementState, Long> judged = new EnumMap<>(JudgementState.class);
    sql()
        .list(
            "select state, count(*) from verification_judgement where node_id = ? group by state",
            row -> judged.put(JudgementState.valueOf(row.getString(1)), row.getLong(2)),
            node);
    return judged;
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
