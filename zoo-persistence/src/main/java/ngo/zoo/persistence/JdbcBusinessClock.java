package ngo.zoo.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import ngo.zoo.shared.BusinessClock;

/** Wall clock plus the stored offset. */
@ApplicationScoped
public class JdbcBusinessClock implements BusinessClock {
  @Override
  public Instant now() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void at(Instant instant, Runnable work) {
    throw new UnsupportedOperationException();
  }

  /** How far business time is ahead of the wall clock. */
  public Duration offset() {
    throw new UnsupportedOperationException();
  }

  /** Moves business time ahead for good. */
  public Instant advance(Duration by) {
    throw new UnsupportedOperationException();
  }
}
