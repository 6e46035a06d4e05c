package ngo.zoo.persistence.routing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.routing.CalibrationView;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Calibration.HonestRun;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Thresholds;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * The rows of verification: who was drawn, what verifiers found, how it was judged. A check is
 * unique by answer and rank, so work that was interrupted may be done again.
 */
@ApplicationScoped
public class VerificationStore {
  /** Receipts of one transaction may become visible after those of a later one. */
  private static final Duration LATE = Duration.ofMinutes(1);

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public VerificationStore() {}

  VerificationStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Held answers that their nodes sealed and the lottery has not seen yet, oldest first.
   *
   * @param newest until when an answer of now may be disputed: where the window was made shorter,
   *     new answers end before those that were drawn last
   */
  public List<DrawnAnswer> undrawn(Instant now, Instant newest, int most) {
    return sql()
        .list(
            """
            select r.id, r.node_id, r.payer_id, r.model,
              coalesce(r.record::jsonb ->> 'model_sha256', ''), r.fee, r.final_after,
              coalesce(r.record::jsonb ->> 'node_seal', ''), r.record::jsonb ->> 'verification'
            from receipt r
            where r.status = 'HELD' and r.sealed and r.final_after > ?
              and r.final_after >= least(?, coalesce((select max(final_after) from verification_draw
                where drawn or state = 'NONE'), '-infinity'::timestamptz)) - make_interval(secs => ?)
              and not exists (select from verification_draw d where d.receipt_id = r.id)
            order by r.final_after, r.id limit ?
            """,
            VerificationStore::drawn,
            now,
            newest,
            (double) LATE.toSeconds(),
            most);
  }

  /** One answer, drawn or not. */
  public Optional<DrawnAnswer> answer(UUID receipt) {
    return sql()
        .first(
            """
            select r.id, r.node_id, r.payer_id, r.model,
              coalesce(r.record::jsonb ->> 'model_sha256', ''), r.fee, r.final_after,
              coalesce(r.record::jsonb ->> 'node_seal', ''), r.record::jsonb ->> 'verification'
            from receipt r where r.id = ?
            """,
            VerificationStore::drawn,
            receipt);
  }

  /**
   * The outcome of a draw.
   *
   * @param state NONE when it is not drawn, WAITING, or GIVEN_UP when nobody could check it
   */
  public record Draw(UUID receiptId, int probability, String state) {}

  /**
   * Notes draws with one statement, for there is one for every answer; a second server's is left
   * out.
   */
  public void draw(List<Draw> draws, int epoch, Instant now) {
    sql()
        .update(
            """
            insert into verification_draw
              (receipt_id, epoch, probability, drawn, state, next_at, final_after)
            select r.id, ?, d.probability, d.state <> 'NONE', d.state, ?, r.final_after
            from unnest(?::uuid[], ?::integer[], ?::text[]) as d(id, probability, state)
            join receipt r on r.id = d.id
            on conflict do nothing
            """,
            epoch,
            now,
            draws.stream().map(Draw::receiptId).toArray(UUID[]::new),
            draws.stream().map(Draw::probability).toArray(Integer[]::new),
            draws.stream().map(Draw::state).toArray(String[]::new));
  }

  /** Drawn answers whose turn it is to be checked first. */
  public List<DrawnAnswer> waiting(Instant now, int most) {
    return sql()
        .list(
            """
            select r.id, r.node_id, r.payer_id, r.model,
              coalesce(r.record::jsonb ->> 'model_sha256', ''), r.fee, r.final_after,
              coalesce(r.record::jsonb ->> 'node_seal', ''), r.record::jsonb ->> 'verification'
            from verification_draw d join receipt r on r.id = d.receipt_id
            where d.state = 'WAITING' and d.next_at <= ? order by d.next_at limit ?
            """,
            VerificationStore::drawn,
            now,
            most);
  }

  /** Tries again later, or gives up when the time to dispute is over. */
  public void postpone(UUID receipt, Instant now, Instant next) {
    sql()
        .update(
            """
            update verification_draw set attempts = attempts + 1, next_at = ?,
              state = case when final_after <= ? then 'GIVEN_UP' else state end
            where receipt_id = ? and state = 'WAITING'
            """,
            next,
            now,
            receipt);
  }

  /** Gives up all whose time to dispute is over, some thousands at once; returns how many. */
  public int giveUpLate(Instant now) {
    return sql()
        .update(
            """
            update verification_draw set state = 'GIVEN_UP' where receipt_id in (
              select receipt_id from verification_draw
              where state = 'WAITING' and final_after <= ? limit 5000 for update skip locked)
            """,
            now);
  }

  /** It cannot be checked. */
  public void giveUp(UUID receipt) {
    sql()
        .update(
            "update verification_draw set state = 'GIVEN_UP'"
                + " where receipt_id = ? and state = 'WAITING'",
            receipt);
  }

  /** Keeps what a verifier found, once per answer and rank. */
  public void add(CheckRow check) {
    Measure measure = check.measure();
    sql()
        .update(
            """
            insert into verification_check (id, receipt_id, rank, verifier_id, tokens, stated,
              distance, surprise, variance, hard, text_fits, seal, signature, checked_at, backend,
              verifier_backend)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            check.id(),
            check.receiptId(),
            check.rank(),
            check.verifierId(),
            measure.tokens(),
            measure.stated(),
            measure.distance(),
            measure.surprise(),
            measure.variance(),
            measure.hard(),
            check.textFits(),
            check.seal(),
            check.signature(),
            check.checkedAt(),
            check.backends().backend(),
            check.backends().verifierBackend());
    sql()
        .update(
            "update verification_draw set state = 'POOLED' where receipt_id = ? and"
                + " state = 'WAITING'",
            check.receiptId());
  }

  /** Checks of these answers by rank, oldest answer first. */
  public List<CheckRow> checks(List<UUID> receipts) {
    return sql()
        .list(
            CHECKS + " and receipt_id = any (?) order by rank, receipt_id",
            VerificationStore::check,
            (Object) receipts.toArray(UUID[]::new));
  }

  private static final String CHECKS =
      """
      select receipt_id, rank, verifier_id, tokens, stated, distance, surprise, variance, hard,
        text_fits, seal, signature, checked_at, backend, verifier_backend, id
      from verification_check where dropped_at is null
      """;

  /**
   * A node's first checks of a model that are not judged yet; locked, so that two servers do not
   * judge them twice.
   *
   * @param pool node and weights
   */
  public List<CheckRow> pooled(Pool pool) {
    return sql()
        .list(
            CHECKS
                + """
                   and rank = 0 and receipt_id in (
                    select d.receipt_id from verification_draw d
                    join receipt r on r.id = d.receipt_id
                    where d.state = 'POOLED' and r.node_id = ?
                      and r.record::jsonb ->> 'model_sha256' = ?
                    for update of d skip locked)
                  order by checked_at, receipt_id
                  """,
            VerificationStore::check,
            pool.nodeId(),
            pool.modelSha256());
  }

  /** What led to a judgement. */
  public enum Kind {
    SAMPLE,
    CHALLENGE,
    /** Other nodes' answers to the same question. */
    REDUNDANT
  }

  /** A node and the weights it answered with. */
  public record Pool(UUID nodeId, String model, String modelSha256) {}

  /** Where checks wait to be judged. */
  public List<Pool> pools() {
    return sql()
        .list(
            """
            select distinct r.node_id, r.model, r.record::jsonb ->> 'model_sha256'
            from verification_draw d join receipt r on r.id = d.receipt_id
            where d.state = 'POOLED'
            """,
            row -> new Pool(Sql.uuid(row, 1), row.getString(2), row.getString(3)));
  }

  /**
   * Judges answers together, or one that has no receipt of its own because others outvoted it.
   *
   * @param verdict null when nobody has looked yet, as with a challenge
   * @param state DOUBTED, CLEARED or DISPUTED
   */
  public UUID judge(
      Pool pool,
      Kind kind,
      List<UUID> receipts,
      Measure measure,
      @Nullable Verdict verdict,
      String state,
      Instant now) {
    UUID id = Ids.next();
    sql()
        .update(
            """
            insert into verification_judgement (id, node_id, model, model_sha256, kind, state,
              answers, tokens, distance, surprise, hard_rate, verdict, next_at, judged_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            pool.nodeId(),
            pool.model(),
            pool.modelSha256(),
            kind,
            state,
            Math.max(1, receipts.size()),
            measure.tokens(),
            measure.meanDistance(),
            measure.z(),
            measure.hardRate(),
            verdict,
            now,
            now);
    sql()
        .update(
            "update verification_draw set state = 'JUDGED', judgement_id = ?"
                + " where receipt_id = any (?)",
            id,
            receipts.toArray(UUID[]::new));
    return id;
  }

  /** Judgements that wait for another verifier. */
  public List<Judgement> doubted(Instant now, int most) {
    return sql()
        .list(
            """
            select j.id, j.node_id, j.model, j.model_sha256, j.kind, j.attempts, array(
              select d.receipt_id from verification_draw d where d.judgement_id = j.id
              order by d.receipt_id)
            from verification_judgement j where j.state = 'DOUBTED' and j.next_at <= ?
            order by j.next_at limit ?
            """,
            VerificationStore::judgement,
            now,
            most);
  }

  /** A judgement still doubted, locked; empty when somebody else has decided it. */
  public Optional<Judgement> lockDoubted(UUID id) {
    return sql()
        .first(
            """
            select j.id, j.node_id, j.model, j.model_sha256, j.kind, j.attempts, array(
              select d.receipt_id from verification_draw d where d.judgement_id = j.id
              order by d.receipt_id)
            from verification_judgement j where j.id = ? and j.state = 'DOUBTED'
            for update of j skip locked
            """,
            VerificationStore::judgement,
            id);
  }

  /** No verifier now: looks again later. */
  public void postponeJudgement(UUID id, Instant next) {
    sql()
        .update(
            "update verification_judgement set attempts = attempts + 1, next_at = ?"
                + " where id = ?",
            next,
            id);
  }

  public void end(UUID judgement, String state) {
    sql().update("update verification_judgement set state = ? where id = ?", state, judgement);
  }

  /** Whether each of the node's latest judgements with these weights was disputed, newest first. */
  public List<Boolean> latestDisputed(UUID node, String modelSha256, int most) {
    return sql()
        .list(
            """
            select state = 'DISPUTED' from verification_judgement
            where node_id = ? and model_sha256 = ? and state in ('CLEARED', 'DISPUTED')
            order by judged_at desc, id desc limit ?
            """,
            row -> row.getBoolean(1),
            node,
            modelSha256,
            most);
  }

  /** Sets how far the answers' verification has come; final ones keep what they have. */
  public void mark(List<UUID> receipts, VerificationStatus status) {
    sql()
        .update(
            "update receipt set verification = ? where id = any (?) and status = 'HELD'",
            status,
            receipts.toArray(UUID[]::new));
  }

  /** Record of a node and weights, locked when it is there. */
  public TrackRecord track(UUID node, String modelSha256) {
    return sql()
        .first(
            "select valid from verification_track where node_id = ? and model_sha256 = ?"
                + " for update",
            row -> new TrackRecord(row.getInt(1)),
            node,
            modelSha256)
        .orElse(TrackRecord.NEW);
  }

  /**
   * A node's record with some weights.
   *
   * @param backends of the latest answers judged
   */
  public record Track(String modelSha256, TrackRecord record, BackendPair backends) {}

  /** Records by weights. */
  public List<Track> tracks(UUID node) {
    return sql()
        .list(
            """
            select model_sha256, valid, backend, verifier_backend from verification_track
            where node_id = ? order by model_sha256
            """,
            row ->
                new Track(
                    row.getString(1),
                    new TrackRecord(row.getInt(2)),
                    new BackendPair(row.getString(3), row.getString(4))),
            node);
  }

  /** Sets a record. */
  public void track(UUID node, String modelSha256, TrackRecord record, BackendPair backends) {
    sql()
        .update(
            """
            insert into verification_track (node_id, model_sha256, valid, backend,
              verifier_backend) values (?, ?, ?, ?, ?)
            on conflict (node_id, model_sha256) do update set valid = excluded.valid,
              backend = excluded.backend, verifier_backend = excluded.verifier_backend
            """,
            node,
            modelSha256,
            record.valid(),
            backends.backend(),
            backends.verifierBackend());
  }

  /**
   * What checks by this pair of backends are judged by: the latest calibration of the pair, else of
   * the weights as a whole, else {@link Calibration#NONE}.
   */
  public Calibration calibration(String modelSha256, BackendPair backends) {
    return sql()
        .first(
            """
            select runs, distance, surprise, hard_rate from verification_calibration
            where model_sha256 = ?
              and (backend is null or backend = ? and verifier_backend = ?)
            order by backend nulls last, calibrated_at desc, id desc limit 1
            """,
            VerificationStore::calibration,
            modelSha256,
            backends.backend(),
            backends.verifierBackend())
        .orElse(Calibration.NONE);
  }

  /** What several pairs of backends are judged by together; of none, the weights as a whole. */
  public Calibration calibration(String modelSha256, Collection<BackendPair> backends) {
    return backends.stream()
        .distinct()
        .map(pair -> calibration(modelSha256, pair))
        .reduce(Calibration::beside)
        .orElseGet(() -> whole(modelSha256));
  }

  /** Pairs of backends that have a calibration of their own. */
  public Set<BackendPair> calibrated(String modelSha256) {
    return Set.copyOf(
        sql()
            .list(
                """
                select distinct backend, verifier_backend from verification_calibration
                where model_sha256 = ? and backend is not null
                """,
                row -> new BackendPair(row.getString(1), row.getString(2)),
                modelSha256));
  }

  private Calibration whole(String modelSha256) {
    return sql()
        .first(
            """
            select runs, distance, surprise, hard_rate from verification_calibration
            where model_sha256 = ? and backend is null
            order by calibrated_at desc, id desc limit 1
            """,
            VerificationStore::calibration,
            modelSha256)
        .orElse(Calibration.NONE);
  }

  /** Whose arithmetic was compared to judge these answers, by samples and by outvoting nodes. */
  public List<BackendPair> backends(UUID judgement) {
    return sql()
        .list(
            """
            select c.backend, c.verifier_backend from verification_draw d
            join verification_check c on c.receipt_id = d.receipt_id
            where d.judgement_id = ? and c.dropped_at is null
            union
            select c.backend, c.verifier_backend from redundant_answer a
            join redundant_check c using (receipt_id, node_id) where a.judgement_id = ?
            """,
            row -> new BackendPair(row.getString(1), row.getString(2)),
            judgement,
            judgement);
  }

  /**
   * Keeps a calibration.
   *
   * @param backends null for the weights as a whole
   */
  public void calibrate(
      String modelSha256,
      @Nullable BackendPair backends,
      Calibration calibration,
      UUID by,
      Instant now) {
    Thresholds thresholds = calibration.thresholds();
    sql()
        .update(
            """
            insert into verification_calibration (id, model_sha256, runs, distance, surprise,
              hard_rate, calibrated_by, calibrated_at, backend, verifier_backend)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::text, ?::text)
            """,
            Ids.next(),
            modelSha256,
            calibration.runs(),
            thresholds.distance(),
            thresholds.surprise(),
            thresholds.hardRate(),
            by,
            now,
            backends == null ? null : backends.backend(),
            backends == null ? null : backends.verifierBackend());
  }

  /** The calibrations that hold, newest first. */
  public Page<CalibrationView> calibrations(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                """
                select model_sha256, backend, verifier_backend, runs, distance, surprise, hard_rate,
                  calibrated_at
                from (
                  select distinct on (model_sha256, backend, verifier_backend) *
                  from verification_calibration
                  order by model_sha256, backend, verifier_backend, calibrated_at desc, id desc) c
                order by calibrated_at desc, id desc offset ? limit ?
                """,
                VerificationStore::view,
                request.first(),
                request.size()),
        sql()
            .number(
                "select count(*) from (select distinct model_sha256, backend, verifier_backend"
                    + " from verification_calibration) c")
            .longValueExact());
  }

  private static CalibrationView view(ResultSet row) throws SQLException {
    return new CalibrationView(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        new Thresholds(row.getDouble(5), row.getDouble(6), row.getDouble(7)),
        Sql.instant(row, 8));
  }

  private static Calibration calibration(ResultSet row) throws SQLException {
    return new Calibration(
        row.getInt(1), new Thresholds(row.getDouble(2), row.getDouble(3), row.getDouble(4)));
  }

  /** First checks of these nodes' answers with these weights, for calibration; newest first. */
  public List<HonestRun> runs(String modelSha256, List<UUID> nodes, int most) {
    return sql()
        .list(
            CHECKS
                + """
                   and rank = 0 and receipt_id in (select id from receipt
                    where node_id = any (?) and record::jsonb ->> 'model_sha256' = ?)
                  order by checked_at desc limit ?
                  """,
            row -> {
              CheckRow found = check(row);
              return new HonestRun(found.backends(), found.measure());
            },
            nodes.toArray(UUID[]::new),
            modelSha256,
            most);
  }

  private static DrawnAnswer drawn(ResultSet row) throws SQLException {
    return new DrawnAnswer(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        Sql.uuid(row, 3),
        row.getString(4),
        row.getString(5),
        Amount.keeper(Sql.units(row, 6)),
        Sql.instant(row, 7),
        row.getString(8),
        asked(row.getString(9)));
  }

  private static @Nullable VerificationMode asked(@Nullable String word) {
    return word == null ? null : VerificationMode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static CheckRow check(ResultSet row) throws SQLException {
    return new CheckRow(
        Sql.uuid(row, 16),
        Sql.uuid(row, 1),
        row.getInt(2),
        Sql.uuid(row, 3),
        new BackendPair(row.getString(14), row.getString(15)),
        new Measure(
            row.getInt(4),
            row.getInt(5),
            row.getDouble(6),
            row.getDouble(7),
            row.getDouble(8),
            row.getInt(9)),
        row.getBoolean(10),
        row.getString(11),
        row.getBytes(12),
        Sql.instant(row, 13));
  }

  private static Judgement judgement(ResultSet row) throws SQLException {
    return new Judgement(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        row.getString(5).equals("CHALLENGE"),
        row.getInt(6),
        List.of((UUID[]) row.getArray(7).getArray()));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
