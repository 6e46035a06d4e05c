package ngo.zoo.persistence.governance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Cast ballots. */
@ApplicationScoped
public class BallotRepository {
  @PersistenceContext(unitName = "zoo")
  private EntityManager em;

  /** For the container. */
  public BallotRepository() {}

  BallotRepository(EntityManager em) {
    this.em = em;
  }

  public void add(Ballot ballot) {
    em.persist(ballot);
    em.flush();
  }

  public long count(UUID proposalId) {
    return em.createQuery("select count(b) from Ballot b where b.proposalId = :id", Long.class)
        .setParameter("id", proposalId)
        .getSingleResult();
  }

  public Optional<BallotView> of(UUID memberId, UUID proposalId) {
    return em.createQuery(
            "select b from Ballot b where b.proposalId = :proposal and b.memberId = :member",
            Ballot.class)
        .setParameter("proposal", proposalId)
        .setParameter("member", memberId)
        .getResultStream()
        .map(Ballot::view)
        .findFirst();
  }

  /** Newest first. */
  public Page<BallotView> page(UUID proposalId, PageRequest request) {
    return new Page<>(
        em.createQuery(
                """
                select b from Ballot b where b.proposalId = :id order by b.castAt desc, b.id desc
                """,
                Ballot.class)
            .setParameter("id", proposalId)
            .setFirstResult(request.first())
            .setMaxResults(request.size())
            .getResultStream()
            .map(Ballot::view)
            .toList(),
        count(proposalId));
  }
}
