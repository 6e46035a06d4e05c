package ngo.zoo.personhood.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.persistence.personhood.Attestations;
import ngo.zoo.persistence.personhood.PersonhoodStore;
import ngo.zoo.personhood.AttestationView;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodView;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.personhood.rules.Nullifier;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/** Proofs on record, and the attestations by which two members of staff make one. */
@Stateless
public class PersonhoodRecords {
  @Inject private PersonhoodStore proofs;
  @Inject private Attestations attestations;
  @Inject private Parties parties;
  @Inject private BusinessClock clock;

  /** The caller's proofs, newest first. */
  public List<PersonhoodView> mine(Caller caller) {
    return proofs.of(Personhood.member(caller).id(), clock.now());
  }

  /** Whether the member has a valid proof for the action. */
  public boolean isProven(UUID member, PersonhoodAction action) {
    return proofs.isProven(member, action, clock.now());
  }

  /** Everybody's proofs, for staff. */
  public Page<PersonhoodView> all(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return proofs.page(request, clock.now());
  }

  /** Attestations, open ones first, for staff. */
  public Page<AttestationView> attestations(Caller caller, PageRequest request) {
    caller.require(Role.STAFF);
    return attestations.page(request);
  }

  /** Records what a provider confirmed; see {@link PersonhoodStore#record}. */
  public PersonhoodView record(
      UUID member, PersonhoodProvider provider, PersonhoodAction action, ProvenPerson person) {
    return proof(proofs.record(member, provider, action, person, clock.now()));
  }

  /**
   * Notes that the caller has seen the member's document.
   *
   * @param login of the member
   * @param salted a salted hash to recognise the person by; null for none
   * @throws Refusal {@code role-missing}, {@code own-attestation} (403); {@code member-not-found};
   *     {@code nullifier-invalid}; {@code attestation-open} (409)
   */
  public AttestationView attest(
      Caller caller, String login, PersonhoodAction action, @Nullable String salted) {
    UUID staff = staff(caller).id();
    UUID member =
        parties.member(login.strip()).orElseThrow(() -> Refusal.notFound("member", login)).id();
    String nullifier = salted == null || salted.isBlank() ? null : Nullifier.checkedSalted(salted);
    return attestation(attestations.attest(staff, member, action, nullifier, clock.now()));
  }

  /** Confirms what another member of staff attested; see {@link Attestations#confirm}. */
  public AttestationView confirm(Caller caller, UUID id) {
    attestations.confirm(staff(caller), id, clock.now());
    return attestation(id);
  }

  /** Takes an open attestation back; see {@link Attestations#withdraw}. */
  public AttestationView withdraw(Caller caller, UUID id) {
    staff(caller);
    attestations.withdraw(id, clock.now());
    return attestation(id);
  }

  /**
   * A proof counts no more.
   *
   * @throws Refusal {@code role-missing}; {@code personhood-not-found}
   */
  public PersonhoodView revoke(Caller caller, UUID id) {
    proofs.revoke(id, staff(caller).id(), clock.now());
    return proof(id);
  }

  private PersonhoodView proof(UUID id) {
    return proofs.proof(id, clock.now()).orElseThrow(() -> Refusal.notFound("personhood", id));
  }

  private AttestationView attestation(UUID id) {
    return attestations.attestation(id).orElseThrow(() -> Refusal.notFound("attestation", id));
  }

  private static Caller staff(Caller caller) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "A person does this");
    }
    return caller;
  }
}
