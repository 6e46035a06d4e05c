package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.LibraryVersionRecord;
import ngo.zoo.ledger.rules.VersionContent;
import ngo.zoo.ledger.rules.VersionMember;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;
import ngo.zoo.shared.Refusal;

/**
 * Makes library versions in the caller's transaction: members, root, version row, content block and
 * leaf of the log together or not at all. Whoever calls {@link #append} has {@link #lock}ed the
 * library, so versions of one library follow each other.
 */
@ApplicationScoped
public class LibraryWriter {
  private static final String MEMBERS_AND_ADDED =
      " where e.id in (:added) or e.id in (select m.experience_id from library_member m"
          + " where m.domain = :domain and m.number = :parent)";

  @PersistenceContext(unitName = "zoo")
  EntityManager em;

  @Inject ContentBlocks blocks;
  @Inject TransparencyLog log;

  /** An empty library. */
  public void create(Library library) {
    em.persist(library);
    em.flush();
  }

  /**
   * @throws Refusal {@code library-not-found}
   */
  public Library lock(String domain) {
    Library library = em.find(Library.class, domain, LockModeType.PESSIMISTIC_WRITE);
    if (library == null) {
      throw Refusal.notFound("library", domain);
    }
    // The row may have been read before it was locked.
    em.refresh(library);
    return library;
  }

  /** Adds the experiences by the next version and returns its number. */
  public int append(
      Library library, List<Experience> added, VersionCause cause, UUID causeId, Instant now) {
    em.flush();
    int parent = library.head();
    int number = library.advance();
    List<UUID> addedIds = added.stream().map(Experience::id).toList();
    VersionContent content = new VersionContent(members(library.domain(), parent, addedIds));
    List<byte[]> newLeaves =
        added.stream().map(Experience::leafData).sorted(Arrays::compareUnsigned).toList();
    write(
        new LibraryVersionRecord(
            library.domain(), number, parent, content, newLeaves, cause, causeId, now));
    writeMembers(library.domain(), parent, number, addedIds);
    return number;
  }

  /** The block is the leaf's own JSON, so the digest in the version's CID is its leaf data. */
  private void write(LibraryVersionRecord version) {
    UUID logSubject = Ids.next();
    String leaf = log.append(LeafKind.LIBRARY_VERSION, logSubject, version.json());
    String cid = blocks.store(leaf, version.createdAt()).text();
    em.persist(new LibraryVersion(version, cid, logSubject));
    em.flush();
  }

  @SuppressWarnings("unchecked")
  private List<VersionMember> members(String domain, int parent, List<UUID> added) {
    List<Object[]> rows =
        em.createNativeQuery(
                "select e.id, e.leaf_data, e.usage_count, e.upvotes, e.downvotes from experience e"
                    + MEMBERS_AND_ADDED)
            .setParameter("domain", domain)
            .setParameter("parent", parent)
            .setParameter("added", added)
            .getResultList();
    return rows.stream().map(LibraryWriter::member).toList();
  }

  private static VersionMember member(Object[] row) {
    return new VersionMember(
        (UUID) row[0], (byte[]) row[1], (Long) row[2], (Long) row[3], (Long) row[4]);
  }

  /** PostgreSQL orders bytea as the tree does: bytewise, unsigned. */
  private void writeMembers(String domain, int parent, int number, List<UUID> added) {
    em.createNativeQuery(
            "insert into library_member (domain, number, position, experience_id)"
                + " select :domain, :number, row_number() over (order by e.leaf_data) - 1, e.id"
                + " from experience e"
                + MEMBERS_AND_ADDED)
        .setParameter("domain", domain)
        .setParameter("parent", parent)
        .setParameter("number", number)
        .setParameter("added", added)
        .executeUpdate();
  }
}
