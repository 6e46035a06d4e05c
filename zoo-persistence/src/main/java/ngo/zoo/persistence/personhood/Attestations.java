package ngo.zoo.persistence.personhood;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.personhood.AttestationState;
import ngo.zoo.personhood.AttestationView;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.personhood.rules.Nullifier;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.TwoPersonRule;
import org.jspecify.annotations.Nullable;

/** Attestations by staff: one has seen a document, another one confirms; then it is a proof. */
@ApplicationScoped
public class Attestations {
  private static final String LEVEL = "document";
  private static final String VIEWS =
      """
      select a.id, a.member_id, m.display_name, a.action, a.state, a.attested_by, s.display_name,
        a.attested_at, a.ended_at
      from attestation a join member m on m.id = a.member_id join member s on s.id = a.attested_by
      """;
  private static final String MATCHING = "where position(lower(?) in lower(m.display_name)) > 0 ";

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private PersonhoodStore proofs;

  /** For the container. */
  public Attestations() {}

  Attestations(DataSource dataSource, PersonhoodStore proofs) {
    this.dataSource = dataSource;
    this.proofs = proofs;
  }

  /** An attestation under lock. */
  private record Found(
      UUID memberId, PersonhoodAction action, byte[] nullifier, AttestationState state, UUID by) {}

  /**
   * Notes that a document was seen.
   *
   * @param salted a salted hash to recognise the person by; null for none
   * @return the attestation's id
   * @throws Refusal {@code own-attestation} (403); {@code attestation-open} (409)
   */
  public UUID attest(
      UUID staff, UUID member, PersonhoodAction action, @Nullable String salted, Instant now) {
    notOwn(member, staff);
    UUID id = Ids.next();
    String subject = salted == null ? "attestation " + id : "salted " + salted;
    int added =
        sql()
            .update(
                """
                insert into attestation (id, member_id, action, nullifier, attested_by, attested_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                id,
                member,
                action,
                Nullifier.of(PersonhoodProvider.LOCAL, action, subject),
                staff,
                now);
    if (added == 0) {
      throw Refusal.conflict(
          "attestation-open", "Somebody has attested this member; a second one confirms it");
    }
    return id;
  }

  /**
   * The second pair of eyes; makes it a proof. A second time changes nothing.
   *
   * @throws Refusal {@code attestation-not-found}; {@code second-person-needed}, {@code
   *     own-attestation} (403); {@code attestation-withdrawn} (409), and those of {@link
   *     PersonhoodStore#record}
   */
  public void confirm(Caller staff, UUID id, Instant now) {
    Found found = locked(id);
    UUID second = TwoPersonRule.approve(found.by, staff);
    notOwn(found.memberId, second);
    if (found.state == AttestationState.WITHDRAWN) {
      throw Refusal.conflict("attestation-withdrawn", "It was taken back; attest anew");
    }
    if (found.state == AttestationState.OPEN) {
      proofs.record(
          found.memberId,
          PersonhoodProvider.LOCAL,
          found.action,
          found.nullifier,
          new ProvenPerson("", LEVEL, null),
          now);
      end(id, AttestationState.CONFIRMED, second, now);
    }
  }

  /**
   * Takes an open one back; a second time changes nothing.
   *
   * @throws Refusal {@code attestation-not-found}; {@code attestation-confirmed} (409)
   */
  public void withdraw(UUID id, Instant now) {
    Found found = locked(id);
    if (found.state == AttestationState.CONFIRMED) {
      throw Refusal.conflict("attestation-confirmed", "It is confirmed; revoke the proof instead");
    }
    if (found.state == AttestationState.OPEN) {
      end(id, AttestationState.WITHDRAWN, null, now);
    }
  }

  public Optional<AttestationView> attestation(UUID id) {
    return sql().first(VIEWS + "where a.id = ?", Attestations::view, id);
  }

  /** Open ones first, then the newest. */
  public Page<AttestationView> page(PageRequest request) {
    return new Page<>(
        sql()
            .list(
                VIEWS
                    + MATCHING
                    + "order by a.state <> 'OPEN', a.attested_at desc, a.id desc offset ? limit ?",
                Attestations::view,
                request.search(),
                request.first(),
                request.size()),
        sql()
            .number(
                "select count(*) from attestation a join member m on m.id = a.member_id "
                    + MATCHING,
                request.search())
            .longValueExact());
  }

  private static void notOwn(UUID member, UUID staff) {
    if (member.equals(staff)) {
      throw Refusal.forbidden("own-attestation", "Nobody attests themselves");
    }
  }

  private Found locked(UUID id) {
    return sql()
        .first(
            "select member_id, action, nullifier, state, attested_by from attestation"
                + " where id = ? for update",
            row ->
                new Found(
                    Sql.uuid(row, 1),
                    PersonhoodAction.valueOf(row.getString(2)),
                    row.getBytes(3),
                    AttestationState.valueOf(row.getString(4)),
                    Sql.uuid(row, 5)),
            id)
        .orElseThrow(() -> Refusal.notFound("attestation", id));
  }

  private void end(UUID id, AttestationState state, @Nullable UUID confirmedBy, Instant now) {
    sql()
        .update(
            "update attestation set state = ?, confirmed_by = ?::uuid, ended_at = ? where id = ?",
            state,
            confirmedBy,
            now,
            id);
  }

  private static AttestationView view(ResultSet row) throws SQLException {
    return new AttestationView(
        Sql.uuid(row, 1),
        Sql.uuid(row, 2),
        row.getString(3),
        PersonhoodAction.valueOf(row.getString(4)),
        AttestationState.valueOf(row.getString(5)),
        Sql.uuid(row, 6),
        row.getString(7),
        Sql.instant(row, 8),
        Sql.optionalInstant(row, 9));
  }

  private Sql sql() {
    return new Sql(dataSource);
  }
}
