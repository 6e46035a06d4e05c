package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.shared.Refusal;
import org.hibernate.exception.ConstraintViolationException;

/** Write side of experiences, in the caller's transaction. */
@ApplicationScoped
public class ExperienceStore {
  /** The unique indexes over domain and text key: of what lives, and of pending revisions. */
  private static final Set<String> ONE_OF_A_TEXT =
      Set.of("experience_known", "experience_asked_for");

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  @Inject ContentBlocks blocks;

  /**
   * Stores the content block and the experience.
   *
   * @throws Refusal {@code experience-known} when the same text came in at the same moment
   */
  public Experience add(ExperienceCore core, ExperienceStatus status) {
    return add(core, new Experience(core, status));
  }

  /**
   * Stores a later revision of an experience, QUEUED; it may keep the words of what it revises.
   *
   * @throws Refusal {@code experience-known} when another pending revision has the same words
   */
  public Experience addRevision(ExperienceCore core, UUID revised) {
    return add(core, Experience.revision(core, revised));
  }

  private Experience add(ExperienceCore core, Experience experience) {
    blocks.store(core.canonicalJson(), core.createdAt());
    em.persist(experience);
    try {
      em.flush();
    } catch (ConstraintViolationException e) {
      String broken = e.getConstraintName();
      if (broken != null && ONE_OF_A_TEXT.contains(broken)) {
        throw Refusal.conflict("experience-known", "The library has just learned this");
      }
      throw e;
    }
    return experience;
  }

  /**
   * Locked until the transaction ends.
   *
   * @throws Refusal {@code experience-not-found}
   */
  public Experience lock(UUID id) {
    Experience experience = em.find(Experience.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (experience == null) {
      throw Refusal.notFound("experience", id);
    }
    return experience;
  }

  /**
   * Locked until the transaction ends, all in the order of ids.
   *
   * @throws Refusal {@code experience-not-found} when one of them is not there
   */
  public Map<UUID, Experience> lockAll(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Experience> locked =
        em.createQuery(
                "select e from Experience e where e.id in :ids order by e.id", Experience.class)
            .setParameter("ids", ids)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .collect(Collectors.toMap(Experience::id, experience -> experience));
    ids.stream()
        .filter(id -> !locked.containsKey(id))
        .findFirst()
        .ifPresent(
            missing -> {
              throw Refusal.notFound("experience", missing);
            });
    return locked;
  }

  /** Makes changes visible to queries of this transaction. */
  public void flush() {
    em.flush();
  }
}
