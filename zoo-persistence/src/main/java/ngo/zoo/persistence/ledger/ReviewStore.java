package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.HoldCode;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.ReviewDecision;
import ngo.zoo.ledger.ReviewState;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Why submissions are held and what persons decided, in the caller's transaction. */
@ApplicationScoped
public class ReviewStore {
  private static final String MATCHES =
      " and position(lower(?) in lower(e.text || ' ' || a.display_name)) > 0";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Stores why each is held; the experiences must be in the database. */
  public void hold(Map<UUID, List<HoldReason>> held) {
    List<UUID> ids = new ArrayList<>();
    List<HoldReason> reasons = new ArrayList<>();
    held.forEach(
        (id, why) -> {
          ids.addAll(Collections.nCopies(why.size(), id));
          reasons.addAll(why);
        });
    sql()
        .update(
            """
            insert into experience_hold (experience_id, position, code, field, words)
            select id, row_number() over (partition by id order by place) - 1, code, field, words
            from unnest(?, ?, ?, ?) with ordinality as h (id, code, field, words, place)
            """,
            ids.toArray(UUID[]::new),
            texts(reasons, reason -> reason.code().name()),
            texts(reasons, HoldReason::field),
            texts(reasons, HoldReason::words));
  }

  private static String[] texts(List<HoldReason> reasons, Function<HoldReason, String> text) {
    return reasons.stream().map(text).toArray(String[]::new);
  }

  /** Whose it is: who wrote it, who proposed it, who had it imported. None of them may decide. */
  public Set<UUID> broughtBy(UUID experienceId) {
    return Set.copyOf(
        sql()
            .list(
                """
                select author_id from experience where id = ?
                union select proposer_id from proposal where experience_id = ?
                union select j.starter_id from import_row r join ledger_job j on j.id = r.import_id
                  where r.experience_id = ? and r.outcome = 'HELD'
                """,
                row -> Sql.uuid(row, 1),
                experienceId,
                experienceId,
                experienceId));
  }

  /** The import that brought a held experience; empty when somebody submitted it. */
  public Optional<UUID> importOf(UUID experienceId) {
    return Optional.ofNullable(imports(new UUID[] {experienceId}).get(experienceId));
  }

  /** Stores what was decided; the experience is locked and was held until now. */
  public void decide(
      UUID experienceId, boolean released, String reason, UUID reviewerId, Instant now) {
    sql()
        .update(
            "insert into experience_review values (?, ?, ?, ?, ?)",
            experienceId,
            released,
            reason,
            reviewerId,
            now);
  }

  /** How many wait for a person. */
  public long waiting() {
    return sql()
        .number("select count(*) from experience e where e.status = 'HELD'")
        .longValueExact();
  }

  /** How many of an author's wait for a person. */
  public long waiting(UUID authorId) {
    return sql()
        .number(
            "select count(*) from experience e where e.status = 'HELD' and e.author_id = ?",
            authorId)
        .longValueExact();
  }

  /** What waits oldest first, what is decided newest first. */
  public Page<HeldExperience> page(ReviewState state, PageRequest request) {
    String from = ExperienceQueries.FROM + from(state) + MATCHES;
    List<ExperienceView> found =
        sql()
            .list(
                "select " + ExperienceQueries.COLUMNS + from + order(state) + " limit ? offset ?",
                ExperienceQueries::view,
                request.search(),
                request.size(),
                request.first());
    long total = sql().number("select count(*)" + from, request.search()).longValueExact();
    return new Page<>(withReasons(found), total);
  }

  /** An experience with why it was held, if it was, and what was decided. */
  public HeldExperience of(ExperienceView experience) {
    return withReasons(List.of(experience)).getFirst();
  }

  private static String from(ReviewState state) {
    return switch (state) {
      case WAITING -> " where e.status = 'HELD'";
      case RELEASED -> " join experience_review r on r.experience_id = e.id where r.released";
      case REFUSED -> " join experience_review r on r.experience_id = e.id where not r.released";
    };
  }

  private static String order(ReviewState state) {
    return state == ReviewState.WAITING
        ? " order by e.created_at, e.id"
        : " order by r.decided_at desc, r.experience_id desc";
  }

  private List<HeldExperience> withReasons(List<ExperienceView> found) {
    UUID[] ids = found.stream().map(ExperienceView::id).toArray(UUID[]::new);
    Map<UUID, List<HoldReason>> reasons = reasons(ids);
    Map<UUID, ReviewDecision> decisions = decisions(ids);
    Map<UUID, UUID> imports = imports(ids);
    return found.stream()
        .map(
            one ->
                new HeldExperience(
                    one,
                    reasons.getOrDefault(one.id(), List.of()),
                    decisions.get(one.id()),
                    imports.get(one.id())))
        .toList();
  }

  private Map<UUID, List<HoldReason>> reasons(UUID[] ids) {
    Map<UUID, List<HoldReason>> reasons = new HashMap<>();
    sql()
        .each(
            "select experience_id, code, field, words from experience_hold"
                + " where experience_id = any(?) order by experience_id, position",
            row -> Map.entry(Sql.uuid(row, 1), reason(row)),
            one ->
                reasons.computeIfAbsent(one.getKey(), id -> new ArrayList<>()).add(one.getValue()),
            (Object) ids);
    return reasons;
  }

  private Map<UUID, ReviewDecision> decisions(UUID[] ids) {
    Map<UUID, ReviewDecision> decisions = new HashMap<>();
    sql()
        .each(
            "select r.experience_id, r.released, r.reason, r.reviewer_id, m.display_name,"
                + " r.decided_at from experience_review r join member m on m.id = r.reviewer_id"
                + " where r.experience_id = any(?)",
            row -> Map.entry(Sql.uuid(row, 1), decision(row)),
            one -> decisions.put(one.getKey(), one.getValue()),
            (Object) ids);
    return decisions;
  }

  private Map<UUID, UUID> imports(UUID[] ids) {
    return sql()
        .list(
            "select experience_id, import_id from import_row"
                + " where experience_id = any(?) and outcome = 'HELD'",
            row -> Map.entry(Sql.uuid(row, 1), Sql.uuid(row, 2)),
            (Object) ids)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static HoldReason reason(ResultSet row) throws SQLException {
    return new HoldReason(HoldCode.valueOf(row.getString(2)), row.getString(3), row.getString(4));
  }

  private static ReviewDecision decision(ResultSet row) throws SQLException {
    return new ReviewDecision(
        row.getBoolean(2),
        row.getString(3),
        Sql.uuid(row, 4),
        row.getString(5),
        Sql.instant(row, 6));
  }

  private Sql sql() {
    return new Sql(source);
  }
}
