package ngo.zoo.persistence.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.hibernate.LockOptions;
import org.jspecify.annotations.Nullable;

/** The receipts' rows. */
@ApplicationScoped
public class ReceiptStore {
  private static final String MATCHING =
      """
       from Receipt r join Node n on n.id = r.nodeId
      where (:anyPayer = true or r.payerId = :payer)
        and (:anyStatus = true or r.status = :status)
        and (:anyVerification = true or r.verification = :verification)
        and (:anyNode = true or r.nodeId = :node)
        and (:anyFrom = true or r.answeredAt >= :from)
        and (:anyTo = true or r.answeredAt < :to)
        and (:search = '' or locate(:search, lower(n.name)) > 0
          or locate(:search, lower(r.domain)) > 0 or locate(:search, cast(r.id as string)) > 0)
      """;

  private static final UUID NOBODY = new UUID(0, 0);

  /** While somebody doubts an answer its fee stays held. */
  private static final String UNDOUBTED = " and r.verification not in ('FAILED_ONCE', 'DISPUTED')";

  @PersistenceContext(unitName = "zoo")
  private EntityManager entities;

  protected ReceiptStore() {}

  ReceiptStore(EntityManager entities) {
    this.entities = entities;
  }

  public void add(Receipt receipt) {
    entities.persist(receipt);
  }

  public Optional<ReceiptView> view(UUID id) {
    return entities
        .createQuery(
            "select r, n.name from Receipt r join Node n on n.id = r.nodeId where r.id = ?1",
            Object[].class)
        .setParameter(1, id)
        .getResultStream()
        .map(ReceiptStore::view)
        .findFirst();
  }

  /**
   * Newest first.
   *
   * @param request searched in node, domain and id
   */
  public Page<ReceiptView> page(ReceiptQuery wanted, PageRequest request) {
    List<ReceiptView> items =
        matching(
                "select r, n.name" + MATCHING + " order by r.answeredAt desc, r.id desc",
                Object[].class,
                wanted,
                request)
            .setFirstResult(request.first())
            .setMaxResults(request.size())
            .getResultStream()
            .map(ReceiptStore::view)
            .toList();
    long total =
        matching("select count(r)" + MATCHING, Long.class, wanted, request).getSingleResult();
    return new Page<>(items, total);
  }

  private <T> TypedQuery<T> matching(
      String query, Class<T> row, ReceiptQuery wanted, PageRequest request) {
    VerificationStatus verification = wanted.verification();
    TypedQuery<T> made =
        entities
            .createQuery(query, row)
            .setParameter("search", request.search().strip().toLowerCase(Locale.ROOT));
    filter(made, "Payer", wanted.payer(), NOBODY);
    filter(made, "Status", wanted.status(), "");
    filter(made, "Verification", verification == null ? null : verification.name(), "");
    filter(made, "Node", wanted.node(), NOBODY);
    filter(made, "From", wanted.begins(), Instant.EPOCH);
    filter(made, "To", wanted.ends(), Instant.EPOCH);
    return made;
  }

  /** A parameter of a type the database knows, also when it decides nothing. */
  private static <V> void filter(TypedQuery<?> made, String name, @Nullable V value, V none) {
    made.setParameter("any" + name, value == null)
        .setParameter(name.toLowerCase(Locale.ROOT), value == null ? none : value);
  }

  private static ReceiptView view(Object[] row) {
    return ((Receipt) row[0]).view((String) row[1]);
  }

  /** Held receipts that nobody doubts and whose dispute window has passed, oldest first. */
  public List<UUID> due(Instant now, int most) {
    return entities
        .createQuery(
            "select r.id from Receipt r where r.status = 'HELD' and r.finalAfter <= ?1"
                + UNDOUBTED
                + " order by r.finalAfter, r.id",
            UUID.class)
        .setParameter(1, now)
        .setMaxResults(most)
        .getResultList();
  }

  /** Locks the receipt if it is still held; empty as well when somebody else is at it. */
  public Optional<Receipt> lockHeld(UUID id) {
    return entities
        .createQuery(
            "select r from Receipt r where r.id = ?1 and r.status = 'HELD'" + UNDOUBTED,
            Receipt.class)
        .setParameter(1, id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", LockOptions.SKIP_LOCKED)
        .getResultStream()
        .findFirst();
  }
}
