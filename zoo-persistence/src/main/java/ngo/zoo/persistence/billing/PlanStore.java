package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.billing.PlanAssignment;
import ngo.zoo.billing.PlanTerms;
import ngo.zoo.billing.PlanVersion;
import ngo.zoo.billing.PlanView;
import ngo.zoo.billing.rules.PlanTimeline;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;

/** Plans with their versions, and which organisation has which from when on. */
@ApplicationScoped
public class PlanStore {
  /** The plan of organisations without an assignment: the fee table and nothing else. */
  public static final UUID PAY_PER_QUERY = new UUID(0x7000, 0x8000_0000_0000_0001L);

  private static final String VERSIONS =
      """
      select v.id, v.plan_id, p.name, v.version, v.valid_from, v.terms
      from plan_version v join plan p on p.id = v.plan_id
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public PlanStore() {}

  PlanStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** By name, each with how many organisations have it now; two statements. */
  public List<PlanView> plans(Instant now) {
    Map<UUID, List<PlanVersion>> versions =
        sql().list(VERSIONS + " order by v.plan_id, v.version desc", PlanStore::version).stream()
            .collect(Collectors.groupingBy(PlanVersion::planId));
    return sql()
        .list(
            """
            select p.id, p.name, p.open, p.created_at, count(o.id)
            from plan p left join organisation o on p.id = coalesce(
              (select a.plan_id from plan_assignment a
               where a.organisation_id = o.id and a.valid_from <= ?
               order by a.valid_from desc limit 1), ?)
            group by p.id order by p.name
            """,
            row ->
                new PlanView(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    row.getBoolean(3),
                    Sql.instant(row, 4),
                    row.getLong(5),
                    versions.getOrDefault(Sql.uuid(row, 1), List.of())),
            now,
            PAY_PER_QUERY);
  }

  /** How nodes are chosen for organisations whose plan in force says it. */
  public Map<UUID, String> strategies(Instant now) {
    return said("strategy", now);
  }

  /** How often organisations ask at most whose plan in force says it. */
  public Map<UUID, Integer> rates(Instant now) {
    return said("questions_per_hour", now).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, one -> Integer.valueOf(one.getValue())));
  }

  /** A term by organisation, of those whose plan in force has it. */
  private Map<UUID, String> said(String term, Instant now) {
    return sql()
        .list(
            """
            select o.id, v.terms ->> t.term from (select ?::text as term) t
            cross join organisation o join lateral (
              select terms from plan_version where valid_from <= ? and plan_id = coalesce(
                (select a.plan_id from plan_assignment a
                 where a.organisation_id = o.id and a.valid_from <= ?
                 order by a.valid_from desc limit 1), ?)
              order by valid_from desc limit 1) v on v.terms ->> t.term is not null
            """,
            row -> Map.entry(Sql.uuid(row, 1), row.getString(2)),
            term,
            now,
            now,
            PAY_PER_QUERY)
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The new plan's id; empty when another one has this name. */
  public Optional<UUID> add(String name, boolean open, Instant now) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                "insert into plan (id, name, open, created_at) values (?, ?, ?, ?)"
                    + " on conflict (name) do nothing",
                id,
                name,
                open,
                now);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** Makes writers of this plan wait for each other; whether there is such a plan. */
  public boolean lock(UUID plan) {
    return sql()
        .first("select 1 from plan where id = ? for update", row -> row.getInt(1), plan)
        .isPresent();
  }

  /** The version's id. To be called with the plan locked. */
  public UUID addVersion(UUID plan, int version, Instant from, PlanTerms terms) {
    UUID id = Ids.next();
    sql()
        .update(
            """
            insert into plan_version (id, plan_id, version, valid_from, terms)
            values (?, ?, ?, ?, ?::jsonb)
            """,
            id,
            plan,
            version,
            from,
            PlanTermsJson.write(terms));
    return id;
  }

  /** Newest first. */
  public List<PlanVersion> versions(UUID plan) {
    return sql()
        .list(VERSIONS + " where v.plan_id = ? order by v.version desc", PlanStore::version, plan);
  }

  public Optional<PlanVersion> version(UUID id) {
    return sql().first(VERSIONS + " where v.id = ?", PlanStore::version, id);
  }

  /** The assignment's id; empty when one begins at the same time. */
  public Optional<UUID> assign(UUID organisation, UUID plan, Instant from, Instant now, String by) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into plan_assignment
                  (id, organisation_id, plan_id, valid_from, assigned_at, assigned_by)
                values (?, ?, ?, ?, ?, ?) on conflict (organisation_id, valid_from) do nothing
                """,
                id,
                organisation,
                plan,
                from,
                now,
                by);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** The latest first, those still to come included. */
  public List<PlanAssignment> assignments(UUID organisation) {
    return sql()
        .list(
            """
            select a.id, a.plan_id, p.name, a.valid_from, a.assigned_at, a.assigned_by
            from plan_assignment a join plan p on p.id = a.plan_id
            where a.organisation_id = ? order by a.valid_from desc
            """,
            row ->
                new PlanAssignment(
                    Sql.uuid(row, 1),
                    Sql.uuid(row, 2),
                    row.getString(3),
                    Sql.instant(row, 4),
                    Sql.instant(row, 5),
                    row.getString(6)),
            organisation);
  }

  /** Organisations that have the plan at that time. */
  public List<UUID> organisationsOf(UUID plan, Instant at) {
    return sql()
        .list(
            """
            select o.id from organisation o where ? = coalesce(
              (select a.plan_id from plan_assignment a
               where a.organisation_id = o.id and a.valid_from <= ?
               order by a.valid_from desc limit 1), ?)
            """,
            row -> Sql.uuid(row, 1),
            plan,
            at,
            PAY_PER_QUERY);
  }

  /** Two statements, however long the organisation's history is. */
  public PlanTimeline timeline(UUID organisation) {
    List<PlanVersion> versions =
        sql()
            .list(
                VERSIONS
                    + """
                    where v.plan_id = ?
                      or v.plan_id in (select plan_id from plan_assignment where organisation_id = ?)
                    """,
                PlanStore::version,
                PAY_PER_QUERY,
                organisation);
    return new PlanTimeline(PAY_PER_QUERY, assignments(organisation), versions);
  }

  private static PlanVersion version(ResultSet row) throws SQLException {
    return new PlanVersion(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getInt(4),
        Sql.instant(row, 5),
        PlanTermsJson.read(row.getString(6)));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
