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
 * revoked here opens nothing at once, on other servers two seconds later. Of unknown keys a few
 * thousand hashes are remembered for as long: who asks with one again and again costs one look-up,
 * and nobody fills the memory by guessing.
 */
@ApplicationScoped
public class KnownKeys {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();
  private static final int MOST = 20_000;
  private static final int MOST_UNKNOWN = 4_096;

  /** A key with the caller it makes. */
  record Known(ApiKey key, Caller caller, long readAt, AtomicBoolean noted) {
    /** Whether this use is worth a write; once a reading. */
    boolean isNews(Instant now) {
      return key.useIsNews(now) && noted.compareAndSet(false, true);
    }
  }

  private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

  /** When each was looked up in vain. */
  private final Map<ByteBuffer, Long> unknown = new ConcurrentHashMap<>();

  private final AtomicInteger changes = new AtomicInteger();

  @Inject private Parties parties;

  Optional<Known> key(byte[] sha256) {
    ByteBuffer hash = ByteBuffer.wrap(sha256);
    Known found = known.get(hash);
    if (found != null && isFresh(found.readAt)) {
      return Optional.of(found);
    }
    Long inVain = found == null ? unknown.get(hash) : null;
    return inVain != null && isFresh(inVain) ? Optional.empty() : read(hash);
  }

  private static boolean isFresh(long readAt) {
    return System.nanoTime() - readAt < FRESH;
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
    found.ifPresentOrElse(key -> known.put(hash, key), () -> inVain(hash, at));
    if (changes.get() != before) {
      known.remove(hash);
      unknown.remove(hash);
    }
    return found;
  }

  private void inVain(ByteBuffer hash, long at) {
    known.remove(hash);
    if (unknown.size() >= MOST_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(hash, at);
  }

  void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) KeysChanged changed) {
    changes.incrementAndGet();
    unknown.clear();
    known.values().removeIf(one -> one.key().organisationId().equals(changed.organisation()));
  }
}
