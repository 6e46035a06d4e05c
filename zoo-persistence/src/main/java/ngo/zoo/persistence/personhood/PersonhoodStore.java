package ngo.zoo.persistence.personhood;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodState;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.personhood.rules.Nullifier;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Proofs on record. The member's row is locked first, so that an account has one valid proof per
 * provider and action; the nullifier is unique in the database, so that a person has one account.
 */
@ApplicationScoped
public class PersonhoodStore {
  private static final String PROOFS =
      "select id, member_id, provider, action, level, nullifier, verified_at, expires_at,"
          + " revoked_at from personhood ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public PersonhoodStore() {}

  PersonhoodStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What is known of a nullifier. */
  private record Known(UUID id, UUID memberId, boolean revoked, Instant expiresAt) {}

  /**
   * Records what a provider confirmed; an expired proof of the same person and account is renewed.
   *
   * @return the proof's id
   * @throws Refusal {@code nullifier-used} when the person has another account; {@code
   *     personhood-replayed} when it is on record and valid; {@code personhood-revoked}; {@code
   *     personhood-already-proven} when somebody else is on record for the account (409)
   */
  public UUID record(
      UUID member,
      PersonhoodProvider provider,
      PersonhoodAction action,
      ProvenPerson person,
      Instant now) {
    byte[] nullifier = Nullifier.of(provider, action, person.subject());
    return record(member, provider, action, nullifier, person, now);
  }

  UUID record(
      UUID member,
      PersonhoodProvider provider,
      PersonhoodAction action,
      byte[] nullifier,
      ProvenPerson person,
      Instant now) {
    lock(member);
    Instant expiresAt = end(provider, person.expiresAt(), now);
    Known known = known(provider, action, nullifier).orElse(null);
    if (known == null) {
      mayProve(member, provider, action, now);
      UUID id = Ids.next();
      if (add(id, member, provider, action, nullifier, person.level(), now, expiresAt)) {
        return id;
      }
      known = known(provider, action, nullifier).orElseThrow();
    }
    mayRenew(known, member, now);
    renew(known, person.level(), now, expiresAt);
    return known.id;
  }

  /** The member's proofs, newest first. */
  public List<PersonhoodView> of(UUID member, Instant now) {
    return sql()
        .list(
            PROOFS + "where member_id = ? order by verified_at desc, id desc",
            row -> view(row, now),
            member);
  }

  public Optional<PersonhoodView> proof(UUID id, Instant now) {
    return sql().first(PROOFS + "where id = ?", row -> view(row, now), id);
  }

  /** Everybody's, newest first; searched by provider, action or level. */
  public Page<PersonhoodView> page(PageRequest request, Instant now) {
    String where =
        "where position(lower(?) in lower(provider || ' ' || action || ' ' || level)) > 0 ";
    return new Page<>(
        sql()
            .list(
                PROOFS + where + "order by verified_at desc, id desc offset ? limit ?",
                row -> view(row, now),
                request.search(),
                request.first(),
                request.size()),
        sql()
            .number("select count(*) from personhood " + where, request.search())
            .longValueExact());
  }

  /** Whether the account has a valid proof for the action, of any provider. */
  public boolean isProven(UUID member, PersonhoodAction action, Instant now) {
    return count(
            """
            select count(*) from personhood where member_id = ? and action = ?
              and revoked_at is null and expires_at > ?
            """,
            member,
            action,
            now)
        > 0;
  }

  /**
   * The proof counts no more, and cannot be given anew; a second time changes nothing.
   *
   * @throws Refusal {@code personhood-not-found}
   */
  public void revoke(UUID id, UUID staff, Instant now) {
    int changed =
        sql()
            .update(
                """
                update personhood set revoked_at = coalesce(revoked_at, ?),
                  revoked_by = coalesce(revoked_by, ?) where id = ?
                """,
                now,
                staff,
                id);
    if (changed == 0) {
      throw Refusal.notFound("personhood", id);
    }
  }

  private static Instant end(
      PersonhoodProvider provider, @Nullable Instant providersWord, Instant now) {
    Instant ours = now.plus(provider.lifetime());
    return providersWord == null || providersWord.isAfter(ours) ? ours : providersWord;
  }

  private void lock(UUID member) {
    List<UUID> found =
        sql()
            .list(
                "select id from member where id = ? for no key update",
                row -> Sql.uuid(row, 1),
                member);
    if (found.isEmpty()) {
      throw Refusal.notFound("member", member);
    }
  }

  private Optional<Known> known(
      PersonhoodProvider provider, PersonhoodAction action, byte[] nullifier) {
    return sql()
        .first(
            """
            select id, member_id, revoked_at is not null, expires_at from personhood
            where provider = ? and action = ? and nullifier = ? for update
            """,
            row ->
                new Known(
                    Sql.uuid(row, 1), Sql.uuid(row, 2), row.getBoolean(3), Sql.instant(row, 4)),
            provider,
            action,
            nullifier);
  }

  private void mayProve(
      UUID member, PersonhoodProvider provider, PersonhoodAction action, Instant now) {
    long valid =
        count(
            """
            select count(*) from personhood where member_id = ? and provider = ? and action = ?
              and revoked_at is null and expires_at > ?
            """,
            member,
            provider,
            action,
            now);
    if (valid > 0) {
      throw Refusal.conflict(
          "personhood-already-proven",
          "Somebody else is on record for this account; one account is one person's");
    }
  }

  private static void mayRenew(Known known, UUID member, Instant now) {
    if (!known.memberId.equals(member)) {
      throw Refusal.conflict(
          "nullifier-used", "This person has proven another account for this action");
    }
    if (known.revoked) {
      throw Refusal.conflict("personhood-revoked", "Staff revoked this proof; ask them");
    }
    if (known.expiresAt.isAfter(now)) {
      throw Refusal.conflict(
          "personhood-replayed", "This is on record and valid until " + known.expiresAt);
    }
  }

  private boolean add(
      UUID id,
      UUID member,
      PersonhoodProvider provider,
      PersonhoodAction action,
      byte[] nullifier,
      String level,
      Instant now,
      Instant expiresAt) {
    return sql()
            .update(
                """
                insert into personhood
                  (id, member_id, provider, action, nullifier, level, verified_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                id,
                member,
                provider,
                action,
                nullifier,
                level,
                now,
                expiresAt)
        == 1;
  }

  private void renew(Known known, String level, Instant now, Instant expiresAt) {
    sql()
        .update(
            "update personhood set level = ?, verified_at = ?, expires_at = ? where id = ?",
            level,
            now,
            expiresAt,
            known.id);
  }

  private long count(String query, Object... values) {
    return sql().number(query, values).longValueExact();
  }

  private static PersonhoodView view(ResultSet row, Instant now) throws SQLException {
    Instant expiresAt = Sql.instant(row, 8);
    boolean revoked = Sql.optionalInstant(row, 9) != null;
    PersonhoodState valid =
        expiresAt.isAfter(now) ? PersonhoodState.VALID : PersonhoodState.EXPIRED;
    return new PersonhoodView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        PersonhoodProvider.valueOf(row.getString(3)),
        PersonhoodAction.valueOf(row.getString(4)),
        row.getString(5),
        row.getBytes(6),
        revoked ? PersonhoodState.REVOKED : valid,
        Sql.instant(row, 7),
        expiresAt);
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
