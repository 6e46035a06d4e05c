package ngo.zoo.persistence.governance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Proposals as governance loads, locks and lists them. */
@ApplicationScoped
public class ProposalRepository {
  private static final String VIEWS =
      """
      select p, m.displayName, s.amount from Proposal p
      join Member m on m.id = p.proposerId join Stake s on s.id = p.stakeId
      """;
  private static final String ONE_ROLLBACK = "proposal_one_rollback";
  // Hibernate's LockOptions.SKIP_LOCKED.
  private static final int SKIP_LOCKED = -2;

  @PersistenceContext(unitName = "zoo")
  private EntityManager em;

  /** For the container. */
  public ProposalRepository() {}

  ProposalRepository(EntityManager em) {
    this.em = em;
  }

  /** Each kind counts for itself, from 1. */
  public long nextNumber(ProposalKind kind) {
    String sequence = kind == ProposalKind.ZIP ? "zip_number" : "experience_number";
    return ((Number)
            em.createNativeQuery("select nextval('" + sequence + "')", Long.class)
                .getSingleResult())
        .longValue();
  }

  /**
   * @throws Refusal {@code library-in-vote} when a rollback of the same library was proposed at the
   *     same moment
   */
  public void add(Proposal proposal) {
    em.persist(proposal);
    try {
      em.flush();
    } catch (ConstraintViolationException e) {
      if (ONE_ROLLBACK.equals(e.getConstraintName())) {
        throw Refusal.conflict(
            "library-in-vote", "A vote on rolling this library back has just been proposed");
      }
      throw e;
    }
  }

  /** Locks the proposal's row until the transaction ends. */
  public Optional<Proposal> lock(UUID id) {
    return byId(id).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
  }

  /** Locks it unless somebody else holds it. */
  public Optional<Proposal> lockUnlessHeld(UUID id) {
    return byId(id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .getResultStream()
        .findFirst();
  }

  /** The proposal that waits for the experience's embedding. */
  public Optional<UUID> pendingOn(UUID experienceId) {
    return em.createQuery(
            """
            select p.id from Proposal p
            where p.experienceId = :experience and p.status = :pending
            """,
            UUID.class)
        .setParameter("experience", experienceId)
        .setParameter("pending", ProposalStatus.PENDING)
        .getResultStream()
        .findFirst();
  }

  /** Votes whose period is over, in the order they ended. */
  public List<UUID> due(Instant now) {
    return em.createQuery(
            """
            select p.id from Proposal p where p.status = :active and p.closesAt <= :now
            order by p.closesAt
            """,
            UUID.class)
        .setParameter("active", ProposalStatus.ACTIVE)
        .setParameter("now", now)
        .setMaxResults(100)
        .getResultList();
  }

  /**
   * What was decided and not carried out yet, in the order it was decided. All of it: those in
   * front may wait for room in their libraries for ever, and must not keep the others from their
   * turn.
   */
  public List<UUID> succeeded() {
    return em.createQuery(
            """
            select p.id from Proposal p where p.status = :succeeded order by p.closedAt, p.id
            """,
            UUID.class)
        .setParameter("succeeded", ProposalStatus.SUCCEEDED)
        .getResultList();
  }

  /** Writes down what each member may vote with. */
  public void snapshot(UUID proposalId, Map<UUID, Amount> power) {
    em.flush();
    List<Map.Entry<UUID, Amount>> voters =
        power.entrySet().stream().filter(e -> e.getValue().units().signum() > 0).toList();
    em.createNativeQuery(
            """
            insert into voting_power (proposal_id, member_id, power)
            select :proposal, v.member, cast(v.power as numeric)
            from unnest(cast(:members as uuid[]), cast(:powers as text[])) as v(member, power)
            """)
        .setParameter("proposal", proposalId)
        .setParameter("members", voters.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
        .setParameter(
            "powers",
            voters.stream().map(e -> e.getValue().units().toString()).toArray(String[]::new))
        .executeUpdate();
  }

  /** Zero when the member had nothing when the vote opened. */
  public Amount power(UUID proposalId, UUID memberId) {
    BigInteger units =
        (BigInteger)
            em.createNativeQuery(
                    """
                    select coalesce(sum(power), 0) from voting_power
                    where proposal_id = :proposal and member_id = :member
                    """,
                    BigInteger.class)
                .setParameter("proposal", proposalId)
                .setParameter("member", memberId)
                .getSingleResult();
    return Amount.keeper(units);
  }

  public Optional<ProposalView> view(UUID id) {
    return em.createQuery(VIEWS + "where p.id = :id", Object[].class)
        .setParameter("id", id)
        .getResultStream()
        .map(ProposalRepository::view)
        .findFirst();
  }

  /** Newest first; null means any. */
  public Page<ProposalView> page(
      @Nullable ProposalKind kind, @Nullable ProposalStatus status, PageRequest request) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder where =
        new StringBuilder("where locate(lower(:search), lower(concat(p.title, ' ', p.body))) > 0");
    values.put("search", request.search());
    if (kind != null) {
      where.append(" and p.kind = :kind");
      values.put("kind", kind);
    }
    if (status != null) {
      where.append(" and p.status = :status");
      values.put("status", status);
    }
    TypedQuery<Object[]> rows =
        em.createQuery(VIEWS + where + " order by p.createdAt desc, p.id desc", Object[].class);
    TypedQuery<Long> count = em.createQuery("select count(p) from Proposal p " + where, Long.class);
    values.forEach(rows::setParameter);
    values.forEach(count::setParameter);
    return new Page<>(
        rows.setFirstResult(request.first())
            .setMaxResults(request.size())
            .getResultStream()
            .map(ProposalRepository::view)
            .toList(),
        count.getSingleResult());
  }

  /** Those of the ids that there are, newest first. */
  public List<ProposalView> views(Collection<UUID> ids) {
    return em.createQuery(
            VIEWS + "where p.id in :ids order by p.createdAt desc, p.id desc", Object[].class)
        .setParameter("ids", ids)
        .getResultStream()
        .map(ProposalRepository::view)
        .toList();
  }

  private TypedQuery<Proposal> byId(UUID id) {
    return em.createQuery("select p from Proposal p where p.id = :id", Proposal.class)
        .setParameter("id", id);
  }

  private static ProposalView view(Object[] row) {
    return ((Proposal) row[0]).view((String) row[1], Amount.keeper((BigInteger) row[2]));
  }
}
