package ngo.zoo.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Wall clock plus the stored offset, which is read again after a second. */
@ApplicationScoped
public class JdbcBusinessClock implements BusinessClock, KeptFresh {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject
  @ConfigProperty(name = "zoo.profile", defaultValue = "prod")
  private String profile;

  private final ThreadLocal<@Nullable Instant> fixed = new ThreadLocal<>();
  private final FreshReading<Duration> offset =
      FreshReading.of(this::stored, Duration.ofSeconds(1));

  /** For the container. */
  public JdbcBusinessClock() {}

  JdbcBusinessClock(DataSource dataSource, String profile) {
    this.dataSource = dataSource;
    this.profile = profile;
  }

  @Override
  public Instant now() {
    Instant instant = fixed.get();
    Instant now = instant == null ? Instant.now().plus(offset()) : instant;
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void at(Instant instant, Runnable work) {
    Instant before = fixed.get();
    fixed.set(instant);
    try {
      work.run();
    } finally {
      restore(before);
    }
  }

  /** How far business time is ahead of the wall clock. */
  public Duration offset() {
    return offset.get();
  }

  @Override
  public void keepFresh() {
    offset.keepFresh();
  }

  /**
   * Moves business time ahead for good, in whole seconds.
   *
   * @return the new business time
   * @throws Refusal {@code clock-fixed} outside the dev profile, {@code clock-backwards} for no
   *     progress
   */
  public Instant advance(Duration by) {
    if (!profile.equals("dev")) {
      throw Refusal.forbidden(
          "clock-fixed", "Business time can be advanced in the dev profile only");
    }
    if (by.toSeconds() < 1 || by.compareTo(Duration.ofDays(3650)) > 0) {
      throw Refusal.field(
          "clock-backwards", "advance", "Advance by an ISO 8601 period of one second to ten years");
    }
    new Sql(dataSource).update("update clock_offset set seconds = seconds + ?", by.toSeconds());
    offset.drop();
    return now();
  }

  private Duration stored() {
    return Duration.ofSeconds(
        new Sql(dataSource).number("select seconds from clock_offset").longValueExact());
  }

  private void restore(@Nullable Instant before) {
    if (before == null) {
      fixed.remove();
    } else {
      fixed.set(before);
    }
  }
}
