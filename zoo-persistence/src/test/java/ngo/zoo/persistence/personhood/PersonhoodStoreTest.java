package ngo.zoo.persistence.personhood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.personhood.AttestationState;
import ngo.zoo.personhood.PersonhoodAction;
import ngo.zoo.personhood.PersonhoodProvider;
import ngo.zoo.personhood.PersonhoodState;
import ngo.zoo.personhood.ProvenPerson;
import ngo.zoo.personhood.rules.Nullifier;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One person, one account, whoever says so. */
class PersonhoodStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final PersonhoodAction ACTION = PersonhoodAction.MEMBERSHIP;

  private final Database database = new Database();
  private final PersonhoodStore store = new PersonhoodStore(database);
  private final Attestations attestations = new Attestations(database, store);
  private final Caller sam = staff();
  private final Caller iris = staff();
  private final UUID maya = member();
  private final UUID omar = member();

  @Test
  void aPersonProvesOneAccountPerAction() {
    String person = "person " + maya;
    prove(maya, person, null);

    refused("nullifier-used", () -> prove(omar, person, null));
    refused("personhood-replayed", () -> prove(maya, person, null));
    refused("personhood-already-proven", () -> prove(maya, "somebody else " + maya, null));
    assertThat(store.isProven(maya, ACTION, NOW)).isTrue();
    assertThat(store.isProven(maya, PersonhoodAction.INFERENCE_CREDITS, NOW)).isFalse();
    assertThat(store.isProven(omar, ACTION, NOW)).isFalse();
    assertThat(store.of(maya, NOW).getFirst().nullifier())
        .isEqualTo(Nullifier.of(PersonhoodProvider.WORLD_ID, ACTION, person))
        .isNotEqualTo(
            Nullifier.of(PersonhoodProvider.WORLD_ID, PersonhoodAction.INFERENCE_CREDITS, person));
  }

  @Test
  void anExpiredProofIsRenewedByTheSameAccountOnly() {
    String person = "person " + maya;
    UUID first = prove(maya, person, NOW.plusSeconds(60));
    Instant later = NOW.plusSeconds(60);
    assertThat(store.of(maya, later).getFirst().state()).isEqualTo(PersonhoodState.EXPIRED);
    refused("nullifier-used", () -> prove(omar, person, null, later));

    assertThat(prove(maya, person, null, later)).isEqualTo(first);

    assertThat(store.proof(first, later).orElseThrow().expiresAt())
        .isEqualTo(later.plus(PersonhoodProvider.WORLD_ID.lifetime()));
  }

  @Test
  void aRevokedProofIsNotGivenAnew() {
    String person = "person " + maya;
    UUID proof = prove(maya, person, null);
    database.inTransaction(() -> store.revoke(proof, sam.id(), NOW));
    database.inTransaction(() -> store.revoke(proof, iris.id(), NOW.plusSeconds(1)));

    assertThat(store.isProven(maya, ACTION, NOW)).isFalse();
    assertThat(store.proof(proof, NOW).orElseThrow().state()).isEqualTo(PersonhoodState.REVOKED);
    refused("personhood-revoked", () -> prove(maya, person, null));
    refused("personhood-revoked", () -> prove(maya, person, null, NOW.plus(Duration.ofDays(999))));
    refused("personhood-not-found", () -> store.revoke(Ids.next(), sam.id(), NOW));
  }

  @Test
  void twoOfStaffMakeAnAttestationAProof() {
    UUID id = attest(sam, maya, null);
    refused("attestation-open", () -> attest(iris, maya, null));
    refused("second-person-needed", () -> confirm(sam, id));
    refused("role-missing", () -> confirm(caller(omar, Role.MEMBER), id));
    assertThat(store.isProven(maya, ACTION, NOW)).isFalse();

    confirm(iris, id);
    confirm(iris, id);

    assertThat(store.isProven(maya, ACTION, NOW)).isTrue();
    assertThat(store.of(maya, NOW)).hasSize(1);
    assertThat(attestations.attestation(id).orElseThrow().state())
        .isEqualTo(AttestationState.CONFIRMED);
    refused("attestation-confirmed", () -> attestations.withdraw(id, NOW));
    assertThat(attestations.page(PageRequest.first(200)).items())
        .anySatisfy(it -> assertThat(it.id()).isEqualTo(id));
  }

  @Test
  void nobodyAttestsThemselvesAndWhatIsTakenBackIsOver() {
    refused("own-attestation", () -> attest(sam, sam.id(), null));
    UUID aboutIris = attest(sam, iris.id(), null);
    refused("own-attestation", () -> confirm(iris, aboutIris));
    database.inTransaction(() -> attestations.withdraw(aboutIris, NOW));
    refused("attestation-withdrawn", () -> confirm(staff(), aboutIris));
    attest(sam, iris.id(), null);
  }

  /** The same document cannot be shown for two accounts. */
  @Test
  void aSaltedHashRecognisesAPersonSeenBefore() {
    String salted = "ab".repeat(24) + "%016x".formatted(maya.getLeastSignificantBits());
    confirm(iris, attest(sam, maya, salted));
    UUID again = attest(sam, omar, salted);

    refused("nullifier-used", () -> confirm(iris, again));
    assertThat(attestations.attestation(again).orElseThrow().state())
        .isEqualTo(AttestationState.OPEN);
  }

  @Test
  void sixtyFourAccountsOfOnePersonRaceAndOneWins() throws Exception {
    String person = "racer " + maya;
    List<UUID> accounts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      accounts.add(member());
    }
    CyclicBarrier start = new CyclicBarrier(accounts.size());
    List<Future<String>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(accounts.size())) {
      for (UUID account : accounts) {
        outcomes.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    prove(account, person, null);
                    return "proven";
                  } catch (Refusal refusal) {
                    return refusal.code();
                  }
                }));
      }
    }
    assertThat(outcomes.stream().map(Future::resultNow))
        .containsOnlyOnce("proven")
        .allSatisfy(it -> assertThat(it).isIn("proven", "nullifier-used"));
  }

  private UUID prove(UUID member, String person, @Nullable Instant expires) {
    return prove(member, person, expires, NOW);
  }

  private UUID prove(UUID member, String person, @Nullable Instant expires, Instant now) {
    return database.inTransaction(
        () ->
            store.record(
                member,
                PersonhoodProvider.WORLD_ID,
                ACTION,
                new ProvenPerson(person, "orb", expires),
                now));
  }

  private UUID attest(Caller staff, UUID member, @Nullable String salted) {
    return database.inTransaction(
        () -> attestations.attest(staff.id(), member, ACTION, salted, NOW));
  }

  private void confirm(Caller staff, UUID id) {
    database.inTransaction(() -> attestations.confirm(staff, id, NOW));
  }

  private void refused(String code, Database.Work work) {
    assertThatThrownBy(() -> database.inTransaction(work))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private Caller staff() {
    return caller(member(), Role.STAFF);
  }

  private static Caller caller(UUID id, Role role) {
    return new Caller(Caller.Kind.PERSON, id, "somebody", null, Set.of(role));
  }

  private UUID member() {
    UUID id = Ids.next();
    new Sql(database).update("insert into member values (?, ?, 'A member', now())", id, "m" + id);
    return id;
  }
}
