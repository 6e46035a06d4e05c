package ngo.zoo.persistence.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.billing.KeyState;
import ngo.zoo.billing.KeyView;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.ProjectView;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Organisations with their projects and keys, straight to records. */
@ApplicationScoped
public class OrganisationReader {
  private static final String KEYS =
      """
      select k.id, k.project_id, p.name as project, k.name, k.prefix, k.scopes, k.addresses, k.created_at,
        k.expires_at, k.revoked_at, k.last_used_at, k.replaced_by, k.questions_per_hour
      from api_key k join project p on p.id = k.project_id where k.organisation_id = ?
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public OrganisationReader() {}

  OrganisationReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public boolean exists(UUID organisation) {
    return sql()
        .first("select 1 from organisation where id = ?", row -> row.getInt(1), organisation)
        .isPresent();
  }

  /** All by name. */
  public List<OrganisationRow> all() {
    return sql()
        .list(
            """
            select o.id, o.name, a.balance, o.created_at from organisation o
            left join account a on a.owner_id = o.id and a.kind = 'ORGANISATION'
              and a.asset = 'KEEPER'
            order by o.name
            """,
            row ->
                new OrganisationRow(
                    Sql.uuid(row, 1),
                    row.getString(2),
                    Amount.keeper(Sql.units(row, 3)),
                    Sql.instant(row, 4)));
  }

  /** Oldest first, with how many of its keys open something. */
  public List<ProjectView> projects(UUID organisation, Instant now) {
    return sql()
        .list(
            """
            select p.id, p.name, p.created_at,
              (select count(*) from api_key k where k.project_id = p.id and k.revoked_at is null
                and (k.expires_at is null or k.expires_at > ?))
            from project p where p.organisation_id = ? order by p.created_at, p.name
            """,
            row ->
                new ProjectView(
                    Sql.uuid(row, 1), row.getString(2), row.getLong(4), Sql.instant(row, 3)),
            now,
            organisation);
  }

  /** The new project's id; empty when the organisation has one of this name. */
  public Optional<UUID> addProject(UUID organisation, String name, Instant now) {
    UUID id = Ids.next();
    int added =
        sql()
            .update(
                """
                insert into project (id, organisation_id, name, created_at)
                values (?, ?, ?, ?) on conflict (organisation_id, name) do nothing
                """,
                id,
                organisation,
                name,
                now);
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  public boolean hasProject(UUID organisation, UUID project) {
    return sql()
        .first(
            "select 1 from project where id = ? and organisation_id = ?",
            row -> row.getInt(1),
            project,
            organisation)
        .isPresent();
  }

  /** Newest first, those that open nothing any more included. */
  public List<KeyView> keys(UUID organisation, Instant now) {
    return sql()
        .list(KEYS + " order by k.created_at desc, k.id desc", row -> key(row, now), organisation);
  }

  /** A page of them; the search is for a name, a prefix, a project or a state. */
  public Page<KeyView> keys(UUID organisation, PageRequest request, Instant now) {
    String found =
        KEYS
            + """
               and position(lower(?) in lower(k.name || ' ' || k.prefix || ' ' || p.name || ' ' ||
                case when k.revoked_at is not null then 'revoked'
                  when k.expires_at <= ? then 'expired'
                  when k.replaced_by is not null then 'retiring' else 'active' end)) > 0
              """;
    String search = request.search().strip();
    return new Page<>(
        sql()
            .list(
                found + " order by k.created_at desc, k.id desc offset ? limit ?",
                row -> key(row, now),
                organisation,
                search,
                now,
                request.first(),
                request.size()),
        sql()
            .number("select count(*) from (" + found + ") k", organisation, search, now)
            .longValueExact());
  }

  /** Empty when the key is another organisation's. */
  public Optional<KeyView> key(UUID organisation, UUID key, Instant now) {
    return sql().first(KEYS + " and k.id = ?", row -> key(row, now), organisation, key);
  }

  /** The first of the keys that rotations made of each other; empty for another's key. */
  public Optional<UUID> family(UUID organisation, UUID key) {
    return sql()
        .first(
            "select family from api_key where organisation_id = ? and id = ?",
            row -> Sql.uuid(row, 1),
            organisation,
            key);
  }

  private static KeyView key(ResultSet row, Instant now) throws SQLException {
    return new KeyView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        state(row, now),
        words(row.getString(6)),
        words(row.getString(7)),
        Sql.instant(row, 8),
        Sql.optionalInstant(row, 9),
        Sql.optionalInstant(row, 10),
        Sql.optionalInstant(row, 11),
        row.getObject(12, UUID.class),
        row.getObject(13, Integer.class));
  }

  private static KeyState state(ResultSet row, Instant now) throws SQLException {
    Instant expires = Sql.optionalInstant(row, 9);
    if (Sql.optionalInstant(row, 10) != null) {
      return KeyState.REVOKED;
    }
    if (expires != null && !now.isBefore(expires)) {
      return KeyState.EXPIRED;
    }
    return row.getObject(12) == null ? KeyState.ACTIVE : KeyState.RETIRING;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
