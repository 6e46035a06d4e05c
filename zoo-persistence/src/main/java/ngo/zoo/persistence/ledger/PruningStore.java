package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.shared.Refusal;

/**
 * Which members of a library may be pruned, in the order in which they go: lowest quality first,
 * among equals the older one, then by leaf data. Kept are those that came in less than the period
 * of grace ago and those whose newest measurement shows a gain beyond chance: the whole 95 %
 * interval above zero.
 */
@ApplicationScoped
public class PruningStore {
  private static final String PRUNABLE =
      """
      select e.id from library l
      join library_member m on m.domain = l.domain and m.number = l.head
      join experience e on e.id = m.experience_id
      where l.domain = :domain and e.status = 'ADOPTED'
        and (select v.created_at from library_member f
             join library_version v on v.domain = f.domain and v.number = f.number
             where f.experience_id = e.id order by f.number limit 1) <= :since
        and coalesce((select x.low_bp from experience_evidence x where x.experience_id = e.id
             order by x.measured_at desc, x.id desc limit 1), 0) <= 0
      order by coalesce(e.quality_bp, 0), e.created_at, e.leaf_data
      """;

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  /**
   * Ids in the order in which they go.
   *
   * @param since members that came in later are in their period of grace
   */
  public List<UUID> prunable(String domain, Instant since) {
    em.flush();
    return em
        .createNativeQuery(PRUNABLE, UUID.class)
        .setParameter("domain", domain)
        .setParameter("since", since)
        .getResultList()
        .stream()
        .map(UUID.class::cast)
        .toList();
  }

  /**
   * Locks exactly these without waiting. The library is locked by now, and others lock experiences
   * before libraries: waiting for one of them here could end with each waiting for the other.
   *
   * @throws Refusal {@code library-busy} when somebody is at one of them; nothing is done then, and
   *     whoever wanted room tries again
   */
  @SuppressWarnings("unchecked")
  public List<Experience> lock(List<UUID> ids) {
    String array = ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    List<Experience> locked =
        em.createNativeQuery(
                "select * from experience where id = any(cast(:ids as uuid[])) order by id"
                    + " for update skip locked",
                Experience.class)
            .setParameter("ids", array)
            .getResultList();
    if (locked.size() < ids.size()) {
      throw Refusal.conflict(
          "library-busy", "Somebody changes what would make room just now: try again in a moment");
    }
    return locked;
  }
}
