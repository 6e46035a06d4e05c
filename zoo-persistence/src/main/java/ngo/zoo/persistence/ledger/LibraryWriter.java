package ngo.zoo.persistence.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.LibraryVersionRecord;
import ngo.zoo.ledger.rules.VersionContent;
import ngo.zoo.ledger.rules.VersionMember;
import ngo.zoo.ledger.rules.VersionOperation;
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
  /** By a set of ids and not by conditions joined with or: those would read every experience. */
  private static final String MEMBERS_AFTER =
      """
       where e.id in (
        select unnest(cast(:in as uuid[]))
        union select m.experience_id from library_member m
          where m.domain = :domain and m.number = :parent
        except select unnest(cast(:out as uuid[])))
      """;

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
    return apply(library, added.stream().map(LibraryStep::add).toList(), cause, causeId, now);
  }

  /**
   * Makes the next version by these steps and returns its number.
   *
   * @throws IllegalArgumentException when what is to go is no member, or what is to come is one
   */
  public int apply(
      Library library, List<LibraryStep> steps, VersionCause cause, UUID causeId, Instant now) {
    List<VersionOperation> operations =
        steps.stream()
            .sorted(Comparator.comparing(LibraryStep::leafData, Arrays::compareUnsigned))
            .map(LibraryStep::operation)
            .toList();
    Change change =
        new Change(library.domain(), library.head(), ids(steps, true), ids(steps, false));
    return advance(library, change, operations, new Cause(cause, causeId, now));
  }

  /** Adds what is stored already by the next version, without loading it; returns its number. */
  public int appendStored(
      Library library, List<Stored> added, VersionCause cause, UUID causeId, Instant now) {
    List<VersionOperation> operations =
        added.stream()
            .map(Stored::leafData)
            .sorted(Arrays::compareUnsigned)
            .map(VersionOperation::add)
            .toList();
    List<UUID> ids = added.stream().map(Stored::id).toList();
    Change change = new Change(library.domain(), library.head(), ids, List.of());
    return advance(library, change, operations, new Cause(cause, causeId, now));
  }

  /** A row of the table of experiences. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Stored(UUID id, byte[] leafData) {}

  private record Cause(VersionCause kind, UUID id, Instant now) {}

  private int advance(
      Library library, Change change, List<VersionOperation> operations, Cause cause) {
    em.flush();
    int number = library.advance();
    VersionContent content = new VersionContent(members(change));
    write(
        new LibraryVersionRecord(
            library.domain(),
            number,
            change.parent(),
            content,
            operations,
            cause.kind(),
            cause.id(),
            cause.now()));
    writeMembers(change, number);
    return number;
  }

  /** Arrays of ids as PostgreSQL writes them. */
  private record Change(String domain, int parent, List<UUID> in, List<UUID> out) {
    Query bound(Query query) {
      return query
          .setParameter("domain", domain)
          .setParameter("parent", parent)
          .setParameter("in", array(in))
          .setParameter("out", array(out));
    }

    private static String array(List<UUID> ids) {
      return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
  }

  private static List<UUID> ids(List<LibraryStep> steps, boolean in) {
    return steps.stream()
        .map(step -> in ? step.in() : step.out())
        .filter(Objects::nonNull)
        .map(Experience::id)
        .toList();
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
  private List<VersionMember> members(Change change) {
    List<Object[]> rows =
        change
            .bound(
                em.createNativeQuery(
                    "select e.id, e.leaf_data, e.usage_count, e.upvotes, e.downvotes"
                        + " from experience e"
                        + MEMBERS_AFTER))
            .getResultList();
    int expected = size(change) + change.in().size() - change.out().size();
    if (rows.size() != expected) {
      throw new IllegalArgumentException(
          "version after %d of %s would have %d members, not %d"
              .formatted(change.parent(), change.domain(), rows.size(), expected));
    }
    return rows.stream().map(LibraryWriter::member).toList();
  }

  private int size(Change change) {
    LibraryVersion parent =
        em.find(LibraryVersion.class, new LibraryVersion.Key(change.domain(), change.parent()));
    return parent == null ? 0 : parent.size();
  }

  private static VersionMember member(Object[] row) {
    return new VersionMember(
        (UUID) row[0], (byte[]) row[1], (Long) row[2], (Long) row[3], (Long) row[4]);
  }

  /** PostgreSQL orders bytea as the tree does: bytewise, unsigned. */
  private void writeMembers(Change change, int number) {
    change
        .bound(
            em.createNativeQuery(
                "insert into library_member (domain, number, position, experience_id)"
                    + " select :domain, :number, row_number() over (order by e.leaf_data) - 1, e.id"
                    + " from experience e"
                    + MEMBERS_AFTER))
        .setParameter("number", number)
        .executeUpdate();
  }
}
