package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceVoteView;
import ngo.zoo.ledger.VoteValue;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Members' votes on experiences in use: one row per member and experience with the last word. The
 * counters of the experience follow by the database's own trigger, in the same transaction.
 */
@ApplicationScoped
public class ExperienceVotes {
  private static final String CAST =
      """
      insert into experience_vote (experience_id, member_id, value, changed_at)
      values (:experience, :member, :value, :now)
      on conflict (experience_id, member_id)
        do update set value = excluded.value, changed_at = excluded.changed_at
        where experience_vote.value is distinct from excluded.value
      """;
  private static final String TAKE_BACK =
      """
      update experience_vote set value = null, changed_at = :now
      where experience_id = :experience and member_id = :member and value is not null
      """;
  private static final String OWN =
      """
      select v.value, v.changed_at, e.upvotes, e.downvotes from experience e
      left join experience_vote v on v.experience_id = e.id and v.member_id = :member
      where e.id = :experience
      """;

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /** Sets the member's vote; the same vote again changes nothing. */
  public void cast(UUID experience, UUID member, VoteValue value, Instant now) {
    em.createNativeQuery(CAST)
        .setParameter("experience", experience)
        .setParameter("member", member)
        .setParameter("value", value.name())
        .setParameter("now", now)
        .executeUpdate();
  }

  /** Takes the member's vote back; nothing happens where there is none. */
  public void takeBack(UUID experience, UUID member, Instant now) {
    em.createNativeQuery(TAKE_BACK)
        .setParameter("experience", experience)
        .setParameter("member", member)
        .setParameter("now", now)
        .executeUpdate();
  }

  /**
   * The member's vote and how all stand.
   *
   * @throws Refusal {@code experience-not-found}
   */
  public ExperienceVoteView of(UUID experience, UUID member) {
    List<?> rows =
        em.createNativeQuery(OWN)
            .setParameter("experience", experience)
            .setParameter("member", member)
            .getResultList();
    if (rows.isEmpty()) {
      throw Refusal.notFound("experience", experience);
    }
    Object[] row = (Object[]) rows.getFirst();
    return new ExperienceVoteView(
        experience, value(row[0]), (Instant) row[1], number(row[2]), number(row[3]));
  }

  private static @Nullable VoteValue value(@Nullable Object name) {
    return name == null ? null : VoteValue.valueOf(name.toString());
  }

  private static long number(Object counter) {
    return ((Number) counter).longValue();
  }
}
