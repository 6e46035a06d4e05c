package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import ngo.zoo.ledger.rules.QualityRule;
import ngo.zoo.ledger.rules.QualityRule.Counters;
import ngo.zoo.ledger.rules.VoteShare;
import ngo.zoo.shared.Refusal;

/**
 * The stored quality of a library's members: {@link QualityRule} once more, as SQL, because lists
 * are sorted by it. One statement brings a library up to date and writes only what changed. It
 * waits for nobody: a row that somebody has locked is left for the next time, so it may run while a
 * library is locked without standing in the way of those who lock experiences first.
 */
@ApplicationScoped
public class QualityStore {
  private static final String RAW =
      "case when up + down = 0 then 5000 else up * 10000 / (up + down) end";

  /** The same operations in the same order as in {@link VoteShare#WILSON}, hence the same bits. */
  private static final String WILSON =
      """
      case when up = 0 then 0 else floor(10000 * (up::float8 + z * z / 2
        - z * sqrt(up::float8 * down::float8 / (up::float8 + down::float8) + z * z / 4))
        / (up::float8 + down::float8 + z * z))::bigint end
      """;

  private static final String REFRESH =
      """
      with most as (
          select max(usage_count) as uses from experience where domain = :domain and status = 'ADOPTED'),
        free as (
          select id from experience where domain = :domain and status = 'ADOPTED'
          order by id for no key update skip locked),
        member as (
          select e.id, e.upvotes as up, e.downvotes as down, e.usage_count as used,
            e.confidence_bp as confidence, 1.959963984540054::float8 as z
          from experience e join free on free.id = e.id),
        quality as (
          select member.id, ((:alpha::bigint * (%s)
              + :beta::bigint * (case when most.uses = 0 then 0
                  else least(used, most.uses) * 10000 / most.uses end)
              + :gamma::bigint * confidence) / (:alpha::bigint + :beta::bigint + :gamma::bigint))::integer as bp
          from member cross join most)
      update experience e set quality_bp = quality.bp from quality
      where e.id = quality.id and e.quality_bp is distinct from quality.bp
      """;

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /**
   * Brings the quality of the library's members up to date.
   *
   * @return how many changed
   */
  public int refresh(String domain, QualityRule rule) {
    em.flush();
    String sql = REFRESH.formatted(rule.votes() == VoteShare.RAW ? RAW : WILSON);
    return em.createNativeQuery(sql.replace("::", "\\:\\:"))
        .setParameter("domain", domain)
        .setParameter("alpha", rule.alpha())
        .setParameter("beta", rule.beta())
        .setParameter("gamma", rule.gamma())
        .executeUpdate();
  }

  /**
   * What the rule asks of an experience, as it is now.
   *
   * @throws Refusal {@code experience-not-found}
   */
  public Counters counters(UUID experience) {
    var rows =
        em.createNativeQuery(
                """
                select e.upvotes, e.downvotes, e.usage_count, e.confidence_bp,
                  (select coalesce(max(o.usage_count), 0) from experience o
                    where o.domain = e.domain and o.status = 'ADOPTED')
                from experience e where e.id = :id
                """)
            .setParameter("id", experience)
            .getResultList();
    if (rows.isEmpty()) {
      throw Refusal.notFound("experience", experience);
    }
    Object[] row = (Object[]) rows.getFirst();
    return new Counters(number(row[0]), number(row[1]), number(row[2]), number(row[4]), (int) number(row[3]));
  }

  private static long number(Object counter) {
    return ((Number) counter).longValue();
  }
}
