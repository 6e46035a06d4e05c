package ngo.zoo.rewards.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import ngo.zoo.billing.KeysChanged;
import ngo.zoo.persistence.party.ApiKey;
import ngo.zoo.persistence.party.Parties;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.KeptFresh;
import org.jspecify.annotations.Nullable;

/**
 * API keys as they were read in the last two seconds, by the SHA-256 of their text. A key that was
 * revoked here opens nothing at once, on other servers two seconds later. Of unknown keys a few
 * thousand hashes are remembered for as long: who asks with one again and again costs one look-up,
 * and nobody fills the memory by guessing. Keys that are in use are read again before they are too
 * old, all at once.
 */
@ApplicationScoped
public class KnownKeys implements KeptFresh {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();
  private static final long SOON_OLD = FRESH / 5 * 3;
  private static final long IN_USE = Duration.ofSeconds(10).toNanos();
  private static final int MOST = 20_000;
  private static final int MOST_UNKNOWN = 4_096;

  /** A key with the caller it makes. */
  public record Known(
      ApiKey key, Caller caller, long readAt, AtomicBoolean noted, AtomicLong askedAt) {
    Known(ApiKey key, long readAt, AtomicLong askedAt) {
      this(key, Callers.caller(key), readAt, new AtomicBoolean(), askedAt);
    }

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

  public Optional<Known> key(byte[] sha256) {
    ByteBuffer hash = ByteBuffer.wrap(sha256);
    Known found = known.get(hash);
    if (found != null && isFresh(found.readAt)) {
      found.askedAt.setPlain(System.nanoTime());
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
        parties.key(hash.array()).map(key -> new Known(key, at, new AtomicLong(at)));
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

  /** A key that {@link #forget} takes out meanwhile stays out. */
  @Override
  public void keepFresh() {
    long at = System.nanoTime();
    Map<ByteBuffer, Known> due = new HashMap<>();
    known.forEach(
        (hash, one) -> {
          if (at - one.readAt > SOON_OLD && at - one.askedAt.getPlain() < IN_USE) {
            due.put(hash, one);
          }
        });
    if (!due.isEmpty()) {
      Map<UUID, ApiKey> read =
          parties.keys(due.keySet().stream().map(ByteBuffer::array).toList()).stream()
              .collect(Collectors.toMap(ApiKey::id, key -> key));
      due.forEach((hash, one) -> renew(hash, one, read.get(one.key.id()), at));
    }
  }

  private void renew(ByteBuffer hash, Known before, @Nullable ApiKey key, long at) {
    if (key != null) {
      known.replace(hash, before, new Known(key, at, before.askedAt));
    }
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
