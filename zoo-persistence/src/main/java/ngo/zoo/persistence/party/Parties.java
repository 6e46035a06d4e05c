package ngo.zoo.persistence.party;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.persistence.Ids;

/** Members, organisations and keys by what they are found by. */
@ApplicationScoped
public class Parties {
  @PersistenceContext(unitName = "zoo")
  private EntityManager em;

  /** For the container. */
  public Parties() {}

  Parties(EntityManager em) {
    this.em = em;
  }

  public Optional<Member> member(String login) {
    return em.createQuery("select m from Member m where m.login = :login", Member.class)
        .setParameter("login", login)
        .getResultStream()
        .findFirst();
  }

  /** Display names by id; an id that is no member's is left out. */
  public Map<UUID, String> names(Collection<UUID> ids) {
    return em.createQuery(
            "select m.id, m.displayName from Member m where m.id in :ids", Object[].class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
  }

  /** Adds the member unless another request just did. */
  public Member add(String login, String displayName, Instant now) {
    em.createNativeQuery(
            """
            insert into member (id, login, display_name, created_at)
            values (:id, :login, :name, :now) on conflict (login) do nothing
            """)
        .setParameter("id", Ids.next())
        .setParameter("login", login)
        .setParameter("name", displayName)
        .setParameter("now", now)
        .executeUpdate();
    return member(login).orElseThrow();
  }

  public Optional<Organisation> organisation(UUID id) {
    return Optional.ofNullable(em.find(Organisation.class, id));
  }

  public Optional<Organisation> organisationOf(String clientId) {
    return em.createQuery(
            "select o from Organisation o where o.clientId = :client", Organisation.class)
        .setParameter("client", clientId)
        .getResultStream()
        .findFirst();
  }

  public void add(Organisation organisation) {
    em.persist(organisation);
    em.flush();
  }

  /** The key with this hash, also when it opens nothing any more. */
  public Optional<ApiKey> key(byte[] sha256) {
    return em.createQuery("select k from ApiKey k where k.keyHash = :hash", ApiKey.class)
        .setParameter("hash", sha256)
        .getResultStream()
        .findFirst();
  }

  /** As {@link #key}, of many hashes; those without a key are left out. */
  public List<ApiKey> keys(Collection<byte[]> sha256) {
    return em.createQuery("select k from ApiKey k where k.keyHash in :hashes", ApiKey.class)
        .setParameter("hashes", sha256)
        .getResultList();
  }

  /** Writes what was changed, so that what is read straight from the tables has it. */
  public void flush() {
    em.flush();
  }

  /** Locks the organisation's key; empty when it is another organisation's. */
  public Optional<ApiKey> lockKey(UUID organisationId, UUID keyId) {
    return em.createQuery(
            "select k from ApiKey k where k.id = :id and k.organisationId = :organisation",
            ApiKey.class)
        .setParameter("id", keyId)
        .setParameter("organisation", organisationId)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /** The organisation the member acts for as a partner. */
  public Optional<UUID> organisationOf(UUID memberId) {
    return em.createNativeQuery(
            "select organisation_id from organisation_member where member_id = :member", UUID.class)
        .setParameter("member", memberId)
        .getResultStream()
        .map(UUID.class::cast)
        .findFirst();
  }

  /** The member acts for this organisation from now on, and for no other. */
  public void join(UUID organisationId, UUID memberId, Instant now) {
    em.createNativeQuery(
            """
            insert into organisation_member (member_id, organisation_id, added_at)
            values (:member, :organisation, :now)
            on conflict (member_id) do update set organisation_id = excluded.organisation_id,
              added_at = excluded.added_at
              where organisation_member.organisation_id <> excluded.organisation_id
            """)
        .setParameter("member", memberId)
        .setParameter("organisation", organisationId)
        .setParameter("now", now)
        .executeUpdate();
  }

  public void add(ApiKey key) {
    em.persist(key);
    em.flush();
  }

  /** Writes past the entity, so that concurrent requests with one key do not wait long. */
  public void used(ApiKey key, Instant now) {
    em.createQuery("update ApiKey k set k.lastUsedAt = :now where k.id = :id")
        .setParameter("now", now)
        .setParameter("id", key.id())
        .executeUpdate();
  }

  /** Prefixes of the organisation's keys that open something, oldest first. */
  public List<String> prefixes(UUID organisationId, Instant now) {
    return em.createQuery(
            """
            select k.prefix from ApiKey k
            where k.organisationId = :id and k.revokedAt is null
              and (k.expiresAt is null or k.expiresAt > :now) order by k.createdAt
            """,
            String.class)
        .setParameter("id", organisationId)
        .setParameter("now", now)
        .getResultList();
  }
}
