package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.DisputeState;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.JudgementState;
import ngo.zoo.routing.JudgementView;
import ngo.zoo.routing.Verdict;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Challenges, disputes and what is told of them. */
@ApplicationScoped
public class DisputeStore {
  /** Those whose fee is at stake. */
  private static final String DISPUTED =
      "array(select d.receipt_id from verification_draw d where d.judgement_id = j.id"
          + " order by d.receipt_id)";

  /** The same, or the one whose answer outvoted this node's. */
  private static final String RECEIPTS =
      "array(select d.receipt_id from verification_draw d where d.judgement_id = j.id"
          + " union select a.receipt_id from redundant_answer a where a.judgement_id = j.id"
          + " order by 1)";

  /** Verifiers of a judgement that lost the right to verify after they had reported. */
  private static final String UNTRUSTED =
      "array(select distinct c.verifier_id from verification_draw d join verification_check c on"
          + " c.receipt_id = d.receipt_id and c.dropped_at is null join verification_bar b on"
          + " b.node_id = c.verifier_id and b.since >= c.checked_at where d.judgement_id = j.id)";

  private static final String DISPUTES =
      "select p.id, j.node_id, n.name, j.model, p.challenger_id is not null, p.reason, p.state, "
          + RECEIPTS
          + """
            , (select coalesce(sum(r.fee), 0) from verification_draw d
                join receipt r on r.id = d.receipt_id where d.judgement_id = j.id),
              p.evidence_sha256, p.opened_at, q.closes_at, p.decided_at,
              (select count(*) from dispute_vote v where v.dispute_id = p.id and v.uphold),
              (select count(*) from dispute_vote v where v.dispute_id = p.id and not v.uphold),
              p.slash_id
            """;
  private static final String FROM_DISPUTES =
      """
       from dispute p join verification_judgement j on j.id = p.judgement_id
       join node n on n.id = j.node_id left join dispute_panel q on q.dispute_id = p.id
      """;
  private static final String MATCHING =
      " where position(lower(?) in lower(n.name || ' ' || j.model || ' ' || p.state || ' ' ||"
          + " p.id::text)) > 0 and (?::text is null or p.state = ?) ";

  private static final String ANSWER =
      """
      select r.id, r.node_id, n.owner_id, r.payer_id, r.model,
        coalesce(r.record::jsonb ->> 'model_sha256', ''), r.status, r.verification, r.final_after
      from receipt r join node n on n.id = r.node_id where r.id = ?
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public DisputeStore() {}

  DisputeStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * What a challenge must know of an answer.
   *
   * @param verification where its verification stands
   */
  public record Challenged(
      UUID receiptId,
      UUID nodeId,
      UUID nodeOwner,
      UUID payerId,
      String model,
      String modelSha256,
      String status,
      String verification,
      Instant finalAfter) {}

  /** Locks the receipt. */
  public Optional<Challenged> lockAnswer(UUID receipt) {
    return sql().first(ANSWER + " for update of r", DisputeStore::answer, receipt);
  }

  /** As it stands now. */
  public Optional<Challenged> answer(UUID receipt) {
    return sql().first(ANSWER, DisputeStore::answer, receipt);
  }

  private static Challenged answer(ResultSet row) throws SQLException {
    return new Challenged(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        Sql.uuid(row, 3),
        Sql.uuid(row, 4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        Sql.instant(row, 9));
  }

  /** Whether this member owns an inference node with at least this stake. */
  public boolean isStaked(UUID member, Amount minimum) {
    return sql()
            .number(
                "select count(*) from standing_stake where member_id = ? and"
                    + " role = 'INFERENCE_NODE' and amount >= ?",
                member,
                minimum.units())
            .signum()
        > 0;
  }

  /** What is locked behind a node by its owner. */
  public Amount stakeBehind(UUID node) {
    return Amount.keeper(
        sql()
            .number(
                """
                select coalesce(sum(s.amount), 0) from standing_stake s
                join node n on n.id = s.node_id and n.owner_id = s.member_id where n.id = ?
                """,
                node));
  }

  /** Challenges of this party that are not settled. */
  public int open(UUID challenger) {
    return sql()
        .number(
            """
            select count(*) from challenge c
            join verification_judgement j on j.id = c.judgement_id
            left join dispute p on p.judgement_id = j.id
            where c.challenger_id = ? and (j.state = 'DOUBTED' or p.state = 'VOTING')
            """,
            challenger)
        .intValueExact();
  }

  /**
   * @throws Refusal {@code already-challenged} (409): an answer is challenged once
   */
  public void challenge(
      UUID judgement, UUID receipt, UUID challenger, String reason, int epoch, Instant now) {
    int added =
        sql()
            .update(
                """
                insert into challenge (judgement_id, receipt_id, challenger_id, reason, made_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                judgement,
                receipt,
                challenger,
                reason,
                now);
    if (added == 0) {
      throw Refusal.conflict("already-challenged", "This answer was challenged before");
    }
    // Answers that were never drawn belong to their judgement by this row.
    sql()
        .update(
            """
            insert into verification_draw (receipt_id, epoch, probability, drawn, state, next_at,
              final_after, judgement_id)
            select id, ?, 0, false, 'JUDGED', ?, final_after, ? from receipt where id = ?
            on conflict (receipt_id) do update
              set state = 'JUDGED', judgement_id = excluded.judgement_id
            """,
            epoch,
            now,
            judgement,
            receipt);
  }

  /** Who objected and why; null when a sample led here. */
  public record Objection(UUID challenger, String reason) {}

  public Optional<Objection> objection(UUID judgement) {
    return sql()
        .first(
            "select challenger_id, reason from challenge where judgement_id = ?",
            row -> new Objection(Sql.uuid(row, 1), row.getString(2)),
            judgement);
  }

  /** A dispute that begins. */
  public void open(
      UUID id,
      UUID judgement,
      @Nullable UUID challenger,
      String reason,
      String evidence,
      byte[] sha256,
      Instant now) {
    sql()
        .update(
            """
            insert into dispute (id, judgement_id, challenger_id, reason, state, evidence,
              evidence_sha256, opened_at) values (?, ?, ?::uuid, ?, 'VOTING', ?, ?, ?)
            """,
            id,
            judgement,
            challenger,
            reason,
            evidence,
            sha256,
            now);
  }

  /** A receipt as evidence quotes it. */
  public record Exhibit(
      UUID receiptId, String record, byte[] nodeKey, int probability, int epoch) {}

  public List<Exhibit> exhibits(List<UUID> receipts) {
    return sql()
        .list(
            """
            select r.id, r.record, n.public_key, d.probability, d.epoch
            from receipt r join node n on n.id = r.node_id
            join verification_draw d on d.receipt_id = r.id
            where r.id = any (?) order by r.id
            """,
            row ->
                new Exhibit(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    row.getBytes(3),
                    row.getInt(4),
                    row.getInt(5)),
            (Object) receipts.toArray(UUID[]::new));
  }

  /** Public key of a node, raw. */
  public byte[] key(UUID node) {
    return sql()
        .first("select public_key from node where id = ?", row -> row.getBytes(1), node)
        .orElseThrow();
  }

  /**
   * These, and of each that is an organisation its members: they gain and lose with it, and nodes
   * and votes are theirs.
   */
  public Set<UUID> withMembers(Collection<UUID> parties) {
    Set<UUID> all = new LinkedHashSet<>(parties);
    all.addAll(
        sql()
            .list(
                "select member_id from organisation_member where organisation_id = any (?)"
                    + " order by member_id",
                row -> Sql.uuid(row, 1),
                (Object) parties.toArray(UUID[]::new)));
    return all;
  }

  /** The owners of nodes that answered, the challenger, who paid; none of them may vote. */
  public List<UUID> parties(UUID dispute) {
    return sql()
        .list(
            """
            select n.owner_id from dispute p
              join verification_judgement j on j.id = p.judgement_id
              join node n on n.id = j.node_id where p.id = ?
            union select p.challenger_id from dispute p
              where p.id = ? and p.challenger_id is not null
            union select r.payer_id from dispute p
              join verification_draw d on d.judgement_id = p.judgement_id
              join receipt r on r.id = d.receipt_id where p.id = ?
            union select m.owner_id from dispute p
              join redundant_answer a on a.judgement_id = p.judgement_id
              join redundant_answer b on b.receipt_id = a.receipt_id
              join node m on m.id = b.node_id where p.id = ?
            """,
            row -> Sql.uuid(row, 1),
            dispute,
            dispute,
            dispute,
            dispute);
  }

  /**
   * A dispute to be decided.
   *
   * @param stakeId what stands behind the node; null without
   * @param receipts whose fee is at stake; none when other nodes' answers outvoted this one
   * @param evidence a receipt that names its evidence
   */
  public record Open(
      UUID id,
      UUID judgementId,
      UUID nodeId,
      String model,
      String modelSha256,
      @Nullable UUID stakeId,
      List<UUID> receipts,
      UUID evidence) {}

  /** Locks it while its panel votes; empty when it is decided. */
  public Optional<Open> lockVoting(UUID id) {
    return sql()
        .first(
            "select p.id, j.id, j.node_id, j.model, j.model_sha256, (select s.id from"
                + " standing_stake s where s.node_id = n.id and s.member_id = n.owner_id), "
                + DISPUTED
                + ", ("
                + RECEIPTS
                + """
                  )[1]
                   from dispute p join verification_judgement j on j.id = p.judgement_id
                   join node n on n.id = j.node_id
                   where p.id = ? and p.state = 'VOTING' for update of p
                  """,
            row ->
                new Open(
                    Sql.uuid(row, 1),
                    Sql.uuid(row, 2),
                    Sql.uuid(row, 3),
                    row.getString(4),
                    row.getString(5),
                    row.getObject(6, UUID.class),
                    List.of((UUID[]) row.getArray(7).getArray()),
                    Sql.uuid(row, 8)),
            id);
  }

  /** Ends it; what was slashed is noted. */
  public void decide(UUID id, DisputeState outcome, @Nullable UUID slash, Instant now) {
    sql()
        .update(
            "update dispute set state = ?, decided_at = ?, slash_id = ?::uuid where id = ?",
            outcome,
            now,
            slash,
            id);
  }

  /** A fee to be given back. */
  public record Refund(UUID receiptId, Amount fee) {}

  /** Marks held answers as refunded, and says what is due. */
  public List<Refund> refund(List<UUID> receipts) {
    return sql()
        .list(
            """
            update receipt set status = 'REFUNDED', verification = 'UPHELD'
            where id = any (?) and status = 'HELD'
            returning id, fee
            """,
            row -> new Refund(Sql.uuid(row, 1), Amount.keeper(Sql.units(row, 2))),
            (Object) receipts.toArray(UUID[]::new));
  }

  /** Newest first, searched in node, model, state and id. */
  public Page<DisputeView> page(PageRequest request) {
    return page(null, request);
  }

  /**
   * As {@link #page(PageRequest)}.
   *
   * @param state null for all
   */
  public Page<DisputeView> page(@Nullable DisputeState state, PageRequest request) {
    return new Page<>(
        sql()
            .list(
                DISPUTES
                    + FROM_DISPUTES
                    + MATCHING
                    + "order by p.opened_at desc, p.id desc offset ? limit ?",
                DisputeStore::view,
                request.search(),
                state,
                state,
                request.first(),
                request.size()),
        sql()
            .number("select count(*)" + FROM_DISPUTES + MATCHING, request.search(), state, state)
            .longValueExact());
  }

  public Optional<DisputeView> view(UUID id) {
    return sql().first(DISPUTES + FROM_DISPUTES + " where p.id = ?", DisputeStore::view, id);
  }

  /** Its evidence as committed. */
  public Optional<String> evidence(UUID id) {
    return sql().first("select evidence from dispute where id = ?", row -> row.getString(1), id);
  }

  /** A node's judgements, newest first. */
  public Page<JudgementView> judgements(UUID node, PageRequest request) {
    return new Page<>(
        sql()
            .list(
                "select j.id, j.node_id, j.model, j.kind = 'CHALLENGE', j.state, j.tokens, j.distance,"
                    + " j.surprise, j.hard_rate, j.verdict, j.judged_at, "
                    + RECEIPTS
                    + ", "
                    + UNTRUSTED
                    + """
                       from verification_judgement j where j.node_id = ?
                      order by j.judged_at desc, j.id desc offset ? limit ?
                      """,
                DisputeStore::judgement,
                node,
                request.first(),
                request.size()),
        sql()
            .number("select count(*) from verification_judgement where node_id = ?", node)
            .longValueExact());
  }

  private static JudgementView judgement(ResultSet row) throws SQLException {
    String verdict = row.getString(10);
    return new JudgementView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getBoolean(4),
        JudgementState.valueOf(row.getString(5)),
        row.getInt(6),
        row.getDouble(7),
        row.getDouble(8),
        row.getDouble(9),
        verdict == null ? null : Verdict.valueOf(verdict),
        Sql.instant(row, 11),
        List.of((UUID[]) row.getArray(12).getArray()),
        List.of((UUID[]) row.getArray(13).getArray()));
  }

  private static DisputeView view(ResultSet row) throws SQLException {
    return new DisputeView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getString(6),
        DisputeState.valueOf(row.getString(7)),
        List.of((UUID[]) row.getArray(8).getArray()),
        Amount.keeper(Sql.units(row, 9)),
        HexFormat.of().formatHex(row.getBytes(10)),
        Sql.instant(row, 11),
        Sql.optionalInstant(row, 12),
        Sql.optionalInstant(row, 13),
        row.getLong(14),
        row.getLong(15),
        row.getObject(16, UUID.class));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
