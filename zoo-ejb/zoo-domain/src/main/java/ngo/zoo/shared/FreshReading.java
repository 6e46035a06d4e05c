package ngo.zoo.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every question needs from the books, at most so old. Who finds it older reads it; while it
 * is asked for, {@link #keepFresh} reads it before that, so that nobody who asks waits for the
 * books.
 */
public final class FreshReading<T> implements KeptFresh {
  private static final long ASKED_LATELY = Duration.ofSeconds(10).toNanos();

  /** Most who asks writes nothing that other processors have to fetch. */
  private static final long GRAIN = Duration.ofMillis(100).toNanos();

  /**
   * One who has a connection must not wait for long for one who waits for a connection; it reads by
   * itself then.
   */
  private static final long PATIENCE = Duration.ofMillis(100).toNanos();

  private record Known<T>(T value, long readAt) {}

  private final Supplier<T> source;
  private final long fresh;
  private final LongSupplier nanos;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicInteger drops = new AtomicInteger();
  private volatile @Nullable Known<T> known;
  private volatile long askedAt;

  /**
   * @param fresh how old it may be
   * @param nanos as {@link System#nanoTime}
   */
  public FreshReading(Supplier<T> source, Duration fresh, LongSupplier nanos) {
    this.source = source;
    this.fresh = fresh.toNanos();
    this.nanos = nanos;
    this.askedAt = nanos.getAsLong();
  }

  /** As of now or a little before. */
  public static <T> FreshReading<T> of(Supplier<T> source, Duration fresh) {
    return new FreshReading<>(source, fresh, System::nanoTime);
  }

  public T get() {
    long now = nanos.getAsLong();
    if (now - askedAt > GRAIN) {
      askedAt = now;
    }
    return younger(fresh);
  }

  /** One that is at most so old, for whom {@link #get} did not show what has to be there. */
  public T get(Duration age) {
    return younger(age.toNanos());
  }

  /** The next one who asks reads it, also when one is being read now. */
  public void drop() {
    drops.incrementAndGet();
    known = null;
  }

  @Override
  public void keepFresh() {
    long now = nanos.getAsLong();
    Known<T> last = known;
    if (last != null && now - askedAt < ASKED_LATELY && now - last.readAt > fresh / 5 * 3) {
      younger(fresh / 5 * 3);
    }
  }

  private T younger(long age) {
    Known<T> now = known;
    return now != null && isYounger(now, age) ? now.value : read(age);
  }

  private T read(long age) {
    boolean alone = entered();
    try {
      Known<T> now = known;
      return now != null && isYounger(now, age) ? now.value : read();
    } finally {
      if (alone) {
        reading.unlock();
      }
    }
  }

  private boolean entered() {
    try {
      return reading.tryLock(PATIENCE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As old as its beginning; what was dropped meanwhile is for this one only. */
  private T read() {
    int before = drops.get();
    long at = nanos.getAsLong();
    T value = source.get();
    known = new Known<>(value, at);
    if (drops.get() != before) {
      known = null;
    }
    return value;
  }

  private boolean isYounger(Known<T> one, long age) {
    return nanos.getAsLong() - one.readAt < age;
  }
}
