package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.LibraryDiff.Kind;
import ngo.zoo.ledger.LibraryDiff.Row;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Compares versions of a library. An experience that is gone and one that is new are the same one
 * changed when both are revisions of the same first one, however many lie between.
 */
@ApplicationScoped
public class DiffQueries {
  private static final String DIFFERENCES =
      """
      with recursive
      before as (select experience_id as id from library_member where domain = ? and number = ?),
      after as (select experience_id as id from library_member where domain = ? and number = ?),
      gone as (select id from before except select id from after),
      new as (select id from after except select id from before),
      chain as (
        select e.id as id, e.id as root, e.revises from experience e
          where e.id in (select id from gone union all select id from new)
        union all
        select c.id, p.id, p.revises from chain c join experience p on p.id = c.revises),
      gone_roots as (select c.root, min(c.id::text)::uuid as id from chain c join gone using (id)
        where c.revises is null group by c.root),
      new_roots as (select c.root, min(c.id::text)::uuid as id from chain c join new using (id)
        where c.revises is null group by c.root),
      pairs as (select g.id as before_id, n.id as after_id
        from gone_roots g join new_roots n using (root)),
      differences as (
        select 'CHANGED' as kind, before_id, after_id from pairs
        union all
        select 'ADDED', null, id from new where id not in (select after_id from pairs)
        union all
        select 'REMOVED', id, null from gone where id not in (select before_id from pairs)),
      found as (
        select d.kind, d.before_id, d.after_id, coalesce(b.text, a.text) as text
        from differences d
        left join experience b on b.id = d.before_id left join experience a on a.id = d.after_id
        where position(lower(?) in lower(coalesce(a.text, '') || ' ' || coalesce(b.text, ''))) > 0)
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject LibraryQueries libraries;
  @Inject ExperienceQueries experiences;

  private record Ids(Kind kind, @Nullable UUID before, @Nullable UUID after) {}

  /**
   * What must happen to {@code from} to become {@code to}; {@code from} may be the later one.
   *
   * @throws ngo.zoo.shared.Refusal {@code library-version-not-found}
   */
  public LibraryDiff diff(String domain, int from, int to, PageRequest request) {
    libraries.version(domain, from);
    libraries.version(domain, to);
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    sql()
        .list(
            DIFFERENCES + "select kind, count(*) from found group by kind",
            row -> Map.entry(Kind.valueOf(row.getString(1)), row.getLong(2)),
            domain,
            from,
            domain,
            to,
            request.search())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    long total = counts.values().stream().mapToLong(count -> count).sum();
    return new LibraryDiff(
        domain,
        from,
        to,
        counts.getOrDefault(Kind.ADDED, 0L),
        counts.getOrDefault(Kind.REMOVED, 0L),
        counts.getOrDefault(Kind.CHANGED, 0L),
        new Page<>(rows(domain, from, to, request), total));
  }

  private List<Row> rows(String domain, int from, int to, PageRequest request) {
    List<Ids> ids =
        sql()
            .list(
                DIFFERENCES
                    + """
                      select kind, before_id, after_id from found
                      order by array_position(array['CHANGED', 'ADDED', 'REMOVED'], kind), text, before_id, after_id
                      limit ? offset ?
                      """,
                row -> new Ids(Kind.valueOf(row.getString(1)), Sql.uuid(row, 2), Sql.uuid(row, 3)),
                domain,
                from,
                domain,
                to,
                request.search(),
                request.size(),
                request.first());
    Map<UUID, ExperienceView> views = new HashMap<>();
    experiences
        .experiences(
            ids.stream()
                .flatMap(row -> Stream.of(row.before(), row.after()))
                .filter(Objects::nonNull)
                .toList())
        .forEach(view -> views.put(view.id(), view));
    return ids.stream()
        .map(row -> new Row(row.kind(), view(views, row.before()), view(views, row.after())))
        .toList();
  }

  private static @Nullable ExperienceView view(Map<UUID, ExperienceView> views, @Nullable UUID id) {
    return id == null ? null : views.get(id);
  }

  private Sql sql() {
    return new Sql(source);
  }
}
