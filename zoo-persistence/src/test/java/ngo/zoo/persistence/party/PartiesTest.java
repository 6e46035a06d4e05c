package ngo.zoo.persistence.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.persistence.Orm;
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
  void keyIsFoundByItsHashAndItsUseIsNewsOnceAMinute() {
    byte[] hash = new byte[32];
    hash[0] = 7;
    String name = UUID.randomUUID().toString();
    UUID organisation =
        orm.inTransaction(
            em -> {
              Organisation added = new Organisation(name, name, NOW);
              new Parties(em).add(added);
              new Parties(em).add(new ApiKey(added.id(), "zoo_" + name, hash, NOW));
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
          assertThat(new Parties(em).prefixes(organisation)).containsExactly("zoo_" + name);
          assertThat(new Parties(em).organisationOf(name)).isPresent();
        });
  }
}
