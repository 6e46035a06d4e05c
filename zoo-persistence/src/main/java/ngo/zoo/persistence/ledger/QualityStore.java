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
 * are sorted by it. One statement brings a library up to date and locks and writes only what
 * changed: a lock is written to the disk like a change. It waits for nobody: a row that somebody
 * has locked is left for the next time, so it may run while a library is locked without standing in
 * the way of those who lock experiences first.
 */
@ApplicationScoped
public class QualityStore {
  private static final String RAW =
      "case when up + down = 0 then 5000 else up * 10000 / (up + down) end";

  /** The same operations in the same order as in {@link VoteShare#WILSON}, hence the same bits. */
  private static final String WILSON =
      """
      case when up = 0 then 0 else cast(floor(10000 * (up + z * z / 2
        - z * sqrt(up * down / (up + down) + z * z / 4)) / (up + down + z * z)) as bigint) end
      """;

  private static final String REFRESH =
      """
      with most as (
          select max(usage_count) as uses from experience
          where domain = :domain and status = 'ADOPTED'),
        quality as (
          select id, cast((cast(:alpha as bigint) * %1$s
              + cast(:beta as bigint) * (case when most.uses = 0 then 0
                  else least(usage_count, most.uses) * 10000 / most.uses end)
              + cast(:gamma as bigint) * confidence_bp)
            / (cast(:alpha as bigint) + :beta + :gamma) as integer) as bp
          from (
            select id, cast(upvotes as %2$s) as up, cast(downvotes as %2$s) as down, usage_count,
              confidence_bp, cast(1.959963984540054 as float8) as z
            from experience where domain = :domain and status = 'ADOPTED') member cross join most),
        changed as (
          select e.id, quality.bp from experience e join quality on quality.id = e.id
          where e.quality_bp is distinct from quality.bp
          order by e.id for no key update of e skip locked)
      update experience e set quality_bp = changed.bp from changed where e.id = changed.id
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
    boolean raw = rule.votes() == VoteShare.RAW;
    String sql = raw ? REFRESH.formatted(RAW, "bigint") : REFRESH.formatted(WILSON, "float8");
    return em.createNativeQuery(sql)
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
    return new Counters(
        number(row[0]), number(row[1]), number(row[2]), number(row[4]), (int) number(row[3]));
  }

  private static long number(Object counter) {
    return ((Number) counter).longValue();
  }
}
