package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Uses of experiences on their way into {@code usage_count}. An answer leaves a row and locks
 * nothing, so a popular experience is no bottleneck of settlement; every few seconds one statement
 * takes rows out and adds them up. Taking out and adding is that one statement: a use is counted
 * once, whatever ends in between and however many servers count.
 */
@ApplicationScoped
public class UseQueue {
  /** Locks are taken in the order of ids, as everywhere, so that counting never deadlocks. */
  private static final String FOLD =
      """
      with waiting as (
          select id from experience_use order by id limit :most for update skip locked),
        taken as (
          delete from experience_use u using waiting w where u.id = w.id returning u.experiences),
        uses as (
          select used.id, count(*) as uses
          from taken cross join lateral unnest(taken.experiences) as used (id) group by used.id),
        locked as (
          select e.id, uses.uses from experience e join uses on uses.id = e.id
          order by e.id for no key update of e),
        counted as (
          update experience e set usage_count = e.usage_count + locked.uses
          from locked where e.id = locked.id returning 1)
      select (select count(*) from taken), (select count(*) from counted)
      """;

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /** One more use of each, in the caller's transaction. */
  public void add(List<UUID> experiences) {
    if (experiences.isEmpty()) {
      return;
    }
    String array =
        experiences.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    em.createNativeQuery(
            "insert into experience_use (experiences) values (cast(:experiences as uuid[]))")
        .setParameter("experiences", array)
        .executeUpdate();
  }

  /**
   * Counts what waits, oldest first.
   *
   * @param most answers at once
   * @return how many answers were counted
   */
  public int fold(int most) {
    Object[] row =
        (Object[]) em.createNativeQuery(FOLD).setParameter("most", most).getSingleResult();
    return ((Number) row[0]).intValue();
  }
}
