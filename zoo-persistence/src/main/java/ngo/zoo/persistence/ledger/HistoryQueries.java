package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.ExperienceHistory;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.VersionSpan;
import ngo.zoo.persistence.Sql;

/** Where an experience comes from and what became of it. */
@ApplicationScoped
public class HistoryQueries {
  private static final Comparator<ExperienceView> IN_TIME =
      Comparator.comparing(ExperienceView::createdAt).thenComparing(ExperienceView::id);
  private static final String SPANS =
      """
      select min(s.number), max(s.number), l.head
      from (select domain, number, number - row_number() over (order by number) as gap
            from library_member where experience_id = ?) s
      join library l on l.domain = s.domain
      group by s.gap, l.head order by 1
      """;

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  @Inject ExperienceQueries experiences;
  @Inject Contributors contributors;

  /**
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}
   */
  public ExperienceHistory history(UUID id) {
    experiences.experience(id);
    List<UUID> chain = sql().list(MemberQueries.CHAIN, row -> Sql.uuid(row, 1), id);
    List<UUID> merged =
        sql()
            .list(
                "select id from experience where status = 'MERGED' and replaced_by = any(?)",
                row -> Sql.uuid(row, 1),
                (Object) chain.toArray(UUID[]::new));
    return new ExperienceHistory(
        id, contributors.of(id), inTime(chain), inTime(merged), versions(id));
  }

  /** When the experience stood in its library, earliest first. */
  public List<VersionSpan> versions(UUID id) {
    return sql()
        .list(
            SPANS,
            row -> {
              int last = row.getInt(2);
              return new VersionSpan(row.getInt(1), last, last == row.getInt(3) ? null : last + 1);
            },
            id);
  }

  private List<ExperienceView> inTime(List<UUID> ids) {
    return experiences.experiences(ids).stream().sorted(IN_TIME).toList();
  }

  private Sql sql() {
    return new Sql(source);
  }
}
