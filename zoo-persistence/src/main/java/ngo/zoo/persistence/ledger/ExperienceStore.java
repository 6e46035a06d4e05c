package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.shared.Refusal;
import org.hibernate.exception.ConstraintViolationException;

/** Write side of experiences, in the caller's transaction. */
@ApplicationScoped
public class ExperienceStore {
  /** The unique index over domain and text key. */
  private static final String ONE_OF_A_TEXT = "experience_known";

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  @Inject ContentBlocks blocks;

  /**
   * Stores the content block and the experience.
   *
   * @throws Refusal {@code experience-known} when the same text came in at the same moment
   */
  public Experience add(ExperienceCore core, ExperienceStatus status) {
    blocks.store(core.canonicalJson(), core.createdAt());
    Experience experience = new Experience(core, status);
    em.persist(experience);
    try {
      em.flush();
    } catch (ConstraintViolationException e) {
      if (ONE_OF_A_TEXT.equals(e.getConstraintName())) {
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

  /** Makes changes visible to queries of this transaction. */
  public void flush() {
    em.flush();
  }
}
