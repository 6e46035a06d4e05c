package ngo.zoo.persistence.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.KeyDraft;
import ngo.zoo.billing.rules.AddressRange;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Orm;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartiesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static Orm orm;

  @BeforeAll
  static void start() {
    orm = new Orm(Member.class, Organisation.class, ApiKey.class);
  }

  @AfterAll
  static void stop() {
    orm.close();
  }

  @Test
  void addingALoginTwiceGivesTheSameMember() {
    String login = UUID.randomUUID().toString();

    UUID first = orm.inTransaction(em -> new Parties(em).add(login, "Maya", NOW).id());
    UUID second = orm.inTransaction(em -> new Parties(em).add(login, "Maya", NOW).id());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aNewNameIsKept() {
    String login = UUID.randomUUID().toString();
    orm.run(em -> new Parties(em).add(login, "Maya", NOW));

    orm.run(em -> new Parties(em).member(login).orElseThrow().callThem("Maya B."));

    orm.run(
        em ->
            assertThat(new Parties(em).member(login).orElseThrow().displayName())
                .isEqualTo("Maya B."));
  }

  @Test
  void aKeyOpensUntilItExpiresIsRevokedOrComesFromElsewhere() {
    KeyDraft draft =
        new KeyDraft(
            Ids.next(),
            " CI ",
            EnumSet.of(Scope.CHAT_WRITE),
            AddressRange.parse("192.0.2.0/24"),
            NOW.plusSeconds(60));
    ApiKey key = new ApiKey(Ids.next(), draft, "zoo_ci", new byte[32], NOW);

    key.admit("192.0.2.7", NOW);
    assertRefused("api-key-address", () -> key.admit("192.0.3.7", NOW));
    assertRefused("api-key-expired", () -> key.admit("192.0.2.7", NOW.plusSeconds(60)));
    ApiKey next = key.successor("zoo_next", new byte[32], NOW);
    next.admit("192.0.2.7", NOW.plusSeconds(59));
    assertThat(next.scopes()).isEqualTo(key.scopes());
    assertThat(next.family()).isEqualTo(key.family()).isEqualTo(key.id());
    key.replaceBy(Ids.next(), NOW.plusSeconds(90));
    assertRefused("api-key-expired", () -> key.admit("192.0.2.7", NOW.plusSeconds(60)));
    key.replaceBy(Ids.next(), NOW.plusSeconds(30));
    assertRefused("api-key-expired", () -> key.admit("192.0.2.7", NOW.plusSeconds(30)));
    key.revoke(NOW);
    assertRefused("api-key-revoked", () -> key.admit("192.0.2.7", NOW));
  }

  private static void assertRefused(String code, ThrowingCallable admission) {
    assertThatThrownBy(admission)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void aMemberActsForOneOrganisation() {
    UUID member =
        orm.inTransaction(em -> new Parties(em).add(UUID.randomUUID().toString(), "P", NOW).id());
    UUID first = organisation();
    UUID second = organisation();
    orm.run(em -> new Parties(em).join(first, member, NOW));
    orm.run(em -> new Parties(em).join(second, member, NOW));

    orm.run(em -> assertThat(new Parties(em).organisationOf(member)).contains(second));
  }

  private static UUID organisation() {
    String name = UUID.randomUUID().toString();
    return orm.inTransaction(
        em -> {
          Organisation added = new Organisation(name, name, NOW);
          new Parties(em).add(added);
          return added.id();
        });
  }

  @Test
  void keyIsFoundByItsHashAndItsUseIsNewsOnceAMinute() {
    byte[] hash = new byte[32];
    hash[0] = 7;
    String name = UUID.randomUUID().toString();
    UUID organisation =
        orm.inTransaction(
            em -> {
              Organisation added = new Organisation(name, name, NOW);
              new Parties(em).add(added);
              UUID project = Ids.next();
              em.createNativeQuery("insert into project values (?1, ?2, 'Default', ?3)")
                  .setParameter(1, project)
                  .setParameter(2, added.id())
                  .setParameter(3, NOW)
                  .executeUpdate();
              KeyDraft draft =
                  new KeyDraft(project, "First", EnumSet.of(Scope.CHAT_WRITE), List.of(), null);
              new Parties(em).add(new ApiKey(added.id(), draft, "zoo_" + name, hash, NOW));
              return added.id();
            });

    orm.run(
        em -> {
          Parties parties = new Parties(em);
          ApiKey key = parties.key(hash).orElseThrow();
          assertThat(key.organisationId()).isEqualTo(organisation);
          assertThat(key.useIsNews(NOW)).isTrue();
          parties.used(key, NOW);
        });

    orm.run(
        em -> {
          ApiKey key = new Parties(em).key(hash).orElseThrow();
          assertThat(key.useIsNews(NOW.plusSeconds(59))).isFalse();
          assertThat(key.useIsNews(NOW.plus(Duration.ofSeconds(61)))).isTrue();
          assertThat(new Parties(em).key(new byte[32])).isEmpty();
          assertThat(new Parties(em).prefixes(organisation, NOW)).containsExactly("zoo_" + name);
          assertThat(new Parties(em).organisationOf(name)).isPresent();
        });
  }
}
