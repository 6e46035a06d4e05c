package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.Concerns.FallenNode;
import ngo.zoo.routing.Concerns.OwnDispute;
import ngo.zoo.routing.NodeState;
import ngo.zoo.shared.Amount;

/** Whom a dispute or a node's fall concerns. */
@ApplicationScoped
public class ConcernReader {
  /** All answers that a dispute is about, and of one that others outvoted its receipt. */
  private static final String ABOUT =
      """
       from dispute p join verification_judgement j on j.id = p.judgement_id
       join node n on n.id = j.node_id
       join (select receipt_id, judgement_id from verification_draw
         union select receipt_id, judgement_id from redundant_answer) d on d.judgement_id = j.id
       join receipt r on r.id = d.receipt_id
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public ConcernReader() {}

  ConcernReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Nodes of this owner that were shut out lately, or are not well for long, by name.
   *
   * @param lately shut out since then
   * @param unwellSince not well since before then
   */
  public List<FallenNode> fallen(UUID owner, Instant lately, Instant unwellSince) {
    return sql()
        .list(
            """
            select id, name, state, state_reason, state_since from node
            where owner_id = ? and (state in ('EJECTED', 'BANNED') and state_since >= ?
              or state = 'UNHEALTHY' and state_since >= ? and state_since <= ?) order by name
            """,
            row ->
                new FallenNode(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    NodeState.valueOf(row.getString(3)),
                    row.getString(4),
                    Sql.instant(row, 5)),
            owner,
            lately,
            lately,
            unwellSince);
  }

  /**
   * Disputes whose panel votes about this owner's nodes or this payer's answers, oldest first.
   *
   * @param most rows
   */
  public List<OwnDispute> voting(UUID owner, UUID payer, int most) {
    return sql()
        .list(
            "select distinct p.id, n.name, n.owner_id = ?, p.opened_at"
                + ABOUT
                + """
                   where p.state = 'VOTING' and (n.owner_id = ? or r.payer_id = ?)
                  order by p.opened_at, p.id limit ?
                  """,
            row ->
                new OwnDispute(
                    Sql.uuid(row, 1), row.getString(2), row.getBoolean(3), Sql.instant(row, 4)),
            owner,
            owner,
            payer,
            most);
  }

  /**
   * An organisation's part of a dispute.
   *
   * @param receipts it paid
   * @param refunded of their fees
   */
  public record Paying(
      UUID organisation,
      String node,
      String model,
      String reason,
      List<UUID> receipts,
      Amount refunded) {
    public Paying {
      receipts = List.copyOf(receipts);
    }
  }

  /** Organisations that paid for answers this dispute is about. */
  public List<Paying> paying(UUID dispute) {
    return sql()
        .list(
            "select r.payer_id, n.name, j.model, p.reason, array_agg(r.id order by r.id),"
                + " coalesce(sum(r.fee) filter (where r.status = 'REFUNDED'), 0)"
                + ABOUT
                + """
                   where p.id = ? and r.payer_kind = 'ORGANISATION'
                  group by r.payer_id, n.name, j.model, p.reason
                  """,
            row ->
                new Paying(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    List.of((UUID[]) row.getArray(5).getArray()),
                    Amount.keeper(Sql.units(row, 6))),
            dispute);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
