package ngo.zoo.persistence.rewards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;

/** Stakes by id. */
@ApplicationScoped
public class StakeRepository {
  @PersistenceContext(unitName = "zoo")
  private EntityManager em;

  /** For the container. */
  public StakeRepository() {}

  StakeRepository(EntityManager em) {
    this.em = em;
  }

  public void add(Stake stake) {
    em.persist(stake);
    em.flush();
  }

  /** Locks the stake's row until the transaction ends. */
  public Optional<Stake> lock(UUID id) {
    return em.createQuery("select s from Stake s where s.id = :id", Stake.class)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }
}
