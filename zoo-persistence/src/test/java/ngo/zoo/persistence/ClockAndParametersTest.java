package ngo.zoo.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class ClockAndParametersTest {
  private final Database database = new Database();

  @Test
  void advancedClockStaysAheadForEverybody() {
    JdbcBusinessClock clock = new JdbcBusinessClock(database, "dev");
    Instant before = clock.now();

    Instant after = clock.advance(Duration.ofDays(7));

    assertThat(after).isCloseTo(before.plus(Duration.ofDays(7)), within(30, ChronoUnit.SECONDS));
    Duration offset = new JdbcBusinessClock(database, "dev").offset();
    assertThat(offset).isEqualTo(clock.offset()).isGreaterThanOrEqualTo(Duration.ofDays(7));
  }

  @Test
  void clockIsFixedOutsideTheDevProfileAndNeverGoesBack() {
    assertThatThrownBy(() -> new JdbcBusinessClock(database, "prod").advance(Duration.ofDays(1)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("clock-fixed"));
    assertThatThrownBy(() -> new JdbcBusinessClock(database, "dev").advance(Duration.ofDays(-1)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void atSetsTheTimeOfThisThreadAndEndsWithTheWork() {
    JdbcBusinessClock clock = new JdbcBusinessClock(database, "prod");
    Instant past = Instant.parse("2026-01-01T00:00:00.123456Z");

    clock.at(
        past,
        () -> {
          assertThat(clock.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
          clock.at(Instant.EPOCH, () -> assertThat(clock.now()).isEqualTo(Instant.EPOCH));
          assertThat(clock.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
        });

    assertThat(clock.now()).isAfter(past.plusSeconds(1));
  }

  @Test
  void genesisHoldsUntilAVersionIsValid() {
    SettableClock clock = new SettableClock();
    StoredParameters parameters = new StoredParameters(database, clock);
    assertThat(parameters.text(Parameter.SLASHING)).isEqualTo("5000");
    assertThat(parameters.inForce(Parameter.SLASHING)).isEmpty();

    parameters.put(Parameter.SLASHING, "2500", null, clock.now());
    parameters.put(Parameter.SLASHING, "100", Ids.next(), clock.now().plusSeconds(60));

    assertThat(parameters.number(Parameter.SLASHING)).isEqualTo(2500);
    clock.advance(Duration.ofSeconds(60));
    assertThat(parameters.number(Parameter.SLASHING)).isEqualTo(100);
    assertThat(parameters.history(Parameter.SLASHING))
        .extracting(StoredParameter::version)
        .containsExactly(2, 1);
    assertThat(new StoredParameters(database, clock).number(Parameter.SLASHING)).isEqualTo(100);
  }
}
