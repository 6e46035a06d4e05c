package ngo.zoo.persistence;

import java.time.Duration;
import java.time.Instant;
import ngo.zoo.shared.BusinessClock;

/** Business time that stands still until a test moves it. */
public final class SettableClock implements BusinessClock {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void at(Instant instant, Runnable work) {
    Instant before = now;
    now = instant;
    work.run();
    now = before;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}
