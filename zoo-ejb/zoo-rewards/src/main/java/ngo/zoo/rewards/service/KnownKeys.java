package ngo.zoo.rewards.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import ngo.zoo.billing.KeysChanged;
import ngo.zoo.persistence.party.ApiKey;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.shared.Caller;

/**
 * API keys as they were read in the last two seconds, by the SHA-256 of their text. A key that was
 * revoked here opens nothing at once, on other servers two seconds later. Unknown keys are not
 * kept: nobody fills the memory by guessing.
 */
@ApplicationScoped
public class KnownKeys {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();
  private static final int MOST = 20_000;

  /** A key with the caller it makes. */
  record Known(ApiKey key, Caller caller, long readAt, AtomicBoolean noted) {
    /** Whether this use is worth a write; once a reading. */
    boolean isNews(Instant now) {
      return key.useIsNews(now) && noted.compareAndSet(false, true);
    }
  }

  private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

  private final AtomicInteger changes = new AtomicInteger();

  @Inject private Parties parties;

  Optional<Known> key(byte[] sha256) {
    ByteBuffer hash = ByteBuffer.wrap(sha256);
    Known found = known.get(hash);
    return found != null && System.nanoTime() - found.readAt < FRESH
        ? Optional.of(found)
        : read(hash);
  }

  private Optional<Known> read(ByteBuffer hash) {
    long at = System.nanoTime();
    int before = changes.get();
    Optional<Known> found =
        parties
            .key(hash.array())
            .map(key -> new Known(key, Callers.caller(key), at, new AtomicBoolean()));
    if (known.size() > MOST) {
      known.clear();
    }
    found.ifPresentOrElse(key -> known.put(hash, key), () -> known.remove(hash));
    if (changes.get() != before) {
      known.remove(hash);
    }
    return found;
  }

  void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) KeysChanged changed) {
    changes.incrementAndGet();
    known.values().removeIf(one -> one.key().organisationId().equals(changed.organisation()));
  }
}
