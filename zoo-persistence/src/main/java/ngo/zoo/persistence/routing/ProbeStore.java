package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.VerifierStanding;
import ngo.zoo.routing.VerifierStanding.OverlookedProbe;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Measure;

/** Probes of verifiers, and who may not verify for what was found by them. */
@ApplicationScoped
public class ProbeStore {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public ProbeStore() {}

  ProbeStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * What a verifier found about a false answer.
   *
   * @param id what it was asked by
   * @param receiptId whose tokens and text it was asked about
   * @param invented mean distance of the false log-probabilities from the claimed ones, nats
   */
  public record Probe(
      UUID id,
      UUID receiptId,
      int epoch,
      UUID verifierId,
      BackendPair backends,
      double invented,
      Measure measure,
      boolean textFits,
      boolean overlooked,
      String seal,
      byte[] signature,
      Instant probedAt) {}

  /** Keeps a probe; an answer serves for one. */
  public void add(Probe probe) {
    sql()
        .update(
            """
            insert into verification_probe (id, receipt_id, epoch, verifier_id, backend,
              verifier_backend, invented, tokens, distance, text_fits, overlooked, seal, signature,
              probed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            probe.id(),
            probe.receiptId(),
            probe.epoch(),
            probe.verifierId(),
            probe.backends().backend(),
            probe.backends().verifierBackend(),
            probe.invented(),
            probe.measure().tokens(),
            probe.measure().meanDistance(),
            probe.textFits(),
            probe.overlooked(),
            probe.seal(),
            probe.signature(),
            probe.probedAt());
  }

  /** Who was probed with this answer, and would know it again. */
  public Optional<UUID> verifierOf(UUID receipt) {
    return sql()
        .first(
            "select verifier_id from verification_probe where receipt_id = ?",
            row -> Sql.uuid(row, 1),
            receipt);
  }

  /** Of its probes since it was admitted last, newest first, whether each was overlooked. */
  public List<Boolean> latest(UUID verifier, int most) {
    return sql()
        .list(
            """
            select overlooked from verification_probe where verifier_id = ? and probed_at >
              coalesce((select max(lifted_at) from verification_bar where node_id = ?), '-infinity')
            order by probed_at desc, id desc limit ?
            """,
            row -> row.getBoolean(1),
            verifier,
            verifier,
            most);
  }

  /** The widest T1 threshold that ever held for these weights; 0 for none. */
  public double widestDistance(String modelSha256) {
    return sql()
        .first(
            "select coalesce(max(distance), 0) from verification_calibration"
                + " where model_sha256 = ?",
            row -> row.getDouble(1),
            modelSha256)
        .orElse(0.0);
  }

  /** How often it has lost the right to verify. */
  public int bars(UUID node) {
    return sql()
        .number("select count(*) from verification_bar where node_id = ?", node)
        .intValueExact();
  }

  /**
   * It verifies no more. Returns false when that holds already.
   *
   * @param until the earliest that it may again
   */
  public boolean bar(UUID node, String reason, Instant now, Instant until) {
    return sql()
            .update(
                """
                insert into verification_bar (id, node_id, reason, since, until)
                values (?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                Ids.next(),
                node,
                reason,
                now,
                until)
        > 0;
  }

  /** It may verify again, if its time is over. */
  public void lift(UUID node, Instant now) {
    sql()
        .update(
            "update verification_bar set lifted_at = greatest(?, since)"
                + " where node_id = ? and lifted_at is null and until <= ?",
            now,
            node,
            now);
  }

  /**
   * Drops its reports that wait to be put together with others, or are part of a doubt that is not
   * settled, and has those answers drawn for another verifier. What was judged stays judged.
   *
   * @return how many reports
   */
  public int drop(UUID verifier, Instant now) {
    int waiting =
        sql()
            .update(
                """
                with again as (
                  update verification_draw d set state = 'WAITING', next_at = ?
                  where d.state = 'POOLED' and exists (select from verification_check c
                    where c.receipt_id = d.receipt_id and c.rank = 0 and c.verifier_id = ?
                      and c.dropped_at is null)
                  returning d.receipt_id)
                update verification_check set dropped_at = ?
                where rank = 0 and verifier_id = ? and dropped_at is null
                  and receipt_id in (select receipt_id from again)
                """,
                now,
                verifier,
                now,
                verifier);
    return waiting
        + sql()
            .update(
                """
                update verification_check c set dropped_at = ?
                where c.rank > 0 and c.verifier_id = ? and c.dropped_at is null
                  and exists (select from verification_draw d
                    join verification_judgement j on j.id = d.judgement_id
                    where d.receipt_id = c.receipt_id and j.state = 'DOUBTED')
                """,
                now,
                verifier);
  }

  /** Who may not verify. */
  public Set<UUID> barred() {
    return Set.copyOf(
        sql()
            .list(
                "select node_id from verification_bar where lifted_at is null",
                row -> Sql.uuid(row, 1)));
  }

  /** Whether a node may verify, and if not, why. */
  public VerifierStanding standing(UUID node) {
    return sql()
        .first(
            """
            select reason, since, until from verification_bar where node_id = ? and lifted_at is null
            """,
            row -> {
              Instant since = Sql.instant(row, 2);
              return new VerifierStanding(
                  false, row.getString(1), since, Sql.instant(row, 3), overlooked(node, since));
            },
            node)
        .orElse(VerifierStanding.VERIFIES);
  }

  private List<OverlookedProbe> overlooked(UUID node, Instant until) {
    return sql()
        .list(
            """
            select id, invented, distance, seal, probed_at from verification_probe
            where verifier_id = ? and overlooked and probed_at <= ? and probed_at >
              coalesce((select max(lifted_at) from verification_bar where node_id = ?), '-infinity')
            order by probed_at desc, id desc limit 10
            """,
            ProbeStore::overlooked,
            node,
            until,
            node);
  }

  private static OverlookedProbe overlooked(ResultSet row) throws SQLException {
    return new OverlookedProbe(
        Sql.uuid(row, 1),
        row.getDouble(2),
        row.getDouble(3),
        row.getString(4),
        Sql.instant(row, 5));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
