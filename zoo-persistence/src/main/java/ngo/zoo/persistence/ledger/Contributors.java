package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.Contributor;
import ngo.zoo.persistence.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Whose work is in an experience: of a plain one its author's; of a revision also everybody's whose
 * work is in what it revises; of a merged one everybody's whose work is in one of those that were
 * merged. Set when the experience is stored, never changed.
 */
@ApplicationScoped
public class Contributors {
  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /**
   * Writes down who contributed to an experience that was made of others, in their order.
   *
   * @param author who wrote the new words; null when there are none
   */
  public void inherit(UUID experienceId, List<UUID> from, @Nullable UUID author) {
    sql()
        .update(
            """
            insert into experience_contributor (experience_id, position, member_id)
            select ?, row_number() over (order by min(given.place), min(given.position)) - 1, given.member_id
            from (
              select f.place, p.position, p.member_id
              from unnest(?) with ordinality as f (id, place)
              join experience_payee p on p.experience_id = f.id
              union all
              select 1000000, 0, a.id from unnest(?) as a (id)) given
            group by given.member_id
            """,
            experienceId,
            from.toArray(UUID[]::new),
            author == null ? new UUID[0] : new UUID[] {author});
  }

  /** The first author first. */
  public List<Contributor> of(UUID experienceId) {
    return sql()
        .list(
            """
            select m.id, m.display_name from experience_payee p join member m on m.id = p.member_id
            where p.experience_id = ? order by p.position
            """,
            row -> new Contributor(Sql.uuid(row, 1), row.getString(2)),
            experienceId);
  }

  /** Of each experience who shares in what it earns, the first author first. */
  public Map<UUID, List<UUID>> of(Collection<UUID> experienceIds) {
    Map<UUID, List<UUID>> payees = new HashMap<>();
    sql()
        .each(
            "select experience_id, member_id from experience_payee where experience_id = any(?)"
                + " order by experience_id, position",
            row -> Map.entry(Sql.uuid(row, 1), Sql.uuid(row, 2)),
            row ->
                payees.computeIfAbsent(row.getKey(), id -> new ArrayList<>()).add(row.getValue()),
            (Object) experienceIds.toArray(UUID[]::new));
    return payees;
  }

  private Sql sql() {
    return new Sql(source);
  }
}
