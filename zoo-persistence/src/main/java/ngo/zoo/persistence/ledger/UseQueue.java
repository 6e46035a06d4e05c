package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Uses and earnings of experiences on their way into their counters. Who settles or pays leaves a
 * row and locks nothing, so a popular experience is no bottleneck; every few seconds one statement
 * takes rows out and adds them up. Taking out and adding is that one statement: what waits is
 * counted once, whatever ends in between and however many servers count.
 */
@ApplicationScoped
public class UseQueue {
  /** Locks are taken in the order of ids, as everywhere, so that counting never deadlocks. */
  private static final String FOLD =
      """
      with waiting as (
          select id from experience_use order by id limit :most for update skip locked),
        taken as (
          delete from experience_use u using waiting w where u.id = w.id returning u.experiences, u.earned),
        uses as (
          select used.id, count(*) filter (where used.earned is null) as uses,
            coalesce(sum(used.earned), 0) as earned
          from taken cross join lateral unnest(taken.experiences, taken.earned) as used (id, earned)
          group by used.id),
        locked as (
          select e.id, uses.uses, uses.earned from experience e join uses on uses.id = e.id
          order by e.id for no key update of e),
        counted as (
          update experience e
          set usage_count = e.usage_count + locked.uses, earned = e.earned + locked.earned
          from locked where e.id = locked.id returning 1)
      select (select count(*) from taken), (select count(*) from counted)
      """;

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /** One more use of each, in the caller's transaction. */
  public void add(List<UUID> experiences) {
    if (!experiences.isEmpty()) {
      insert(array(experiences), null);
    }
  }

  /** What each earned, none negative, in the caller's transaction, which pays it. */
  public void addEarned(Map<UUID, Amount> earned) {
    if (!earned.isEmpty()) {
      insert(array(earned.keySet()), array(earned.values().stream().map(Amount::units).toList()));
    }
  }

  private void insert(String experiences, @Nullable String earned) {
    em.createNativeQuery(
            """
            insert into experience_use (experiences, earned)
            values (cast(:experiences as uuid[]), cast(cast(:earned as text) as numeric[]))
            """)
        .setParameter("experiences", experiences)
        .setParameter("earned", earned)
        .executeUpdate();
  }

  private static String array(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Counts what waits, oldest first.
   *
   * @param most rows at once
   * @return how many rows were counted
   */
  public int fold(int most) {
    Object[] row =
        (Object[]) em.createNativeQuery(FOLD).setParameter("most", most).getSingleResult();
    return ((Number) row[0]).intValue();
  }
}
