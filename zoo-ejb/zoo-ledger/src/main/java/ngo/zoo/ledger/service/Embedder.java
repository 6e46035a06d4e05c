package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.log.Sha256;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Refusal;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts from the operator's own node, never from strangers', cached by embedder and
 * SHA-256 of the text. Which embedder the node runs is only known from its answers, so it is asked
 * again at least once a minute: soon after another embedder moved in, all that was cached of the
 * one before is passed over. Runs outside the caller's transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Embedder {
  /** An embedding takes some 20 ms, so a full node has a free slot soon. */
  private static final long WAIT_FOR_SLOT = TimeUnit.SECONDS.toNanos(2);

  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

  /** The cache's entry that says whose vectors count; no text has this hash. */
  private static final String EMBEDDER = "embedder";

  private static final long TRUSTED_SECONDS = 60;

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  GpuConnectionFactory nodes;

  @Resource(lookup = "java:jboss/infinispan/cache/zoo/embeddings")
  Cache<String, StoredVector> cache;

  /**
   * @throws Refusal {@code embedding-unavailable} when the operator's node does not answer
   */
  public StoredVector embed(String text) {
    return tryEmbed(text)
        .orElseThrow(
            () ->
                Refusal.unavailable(
                    "embedding-unavailable",
                    "The operator's embedding node is not available; try again in a moment."));
  }

  /** Empty when the operator's node does not answer. */
  public Optional<StoredVector> tryEmbed(String text) {
    String hash = HexFormat.of().formatHex(Sha256.ofText(text));
    StoredVector current = cache.get(EMBEDDER);
    StoredVector known = current == null ? null : cache.get(key(current.embedderId(), hash));
    if (known != null) {
      return Optional.of(known);
    }
    try {
      StoredVector vector = ask(text);
      remember(hash, vector, current);
      return Optional.of(vector);
    } catch (WorkerException e) {
      return Optional.empty();
    }
  }

  private void remember(String hash, StoredVector vector, @Nullable StoredVector current) {
    if (current == null || !current.embedderId().equals(vector.embedderId())) {
      StoredVector name = new StoredVector(vector.embedderId(), new float[0]);
      cache.put(EMBEDDER, name, TRUSTED_SECONDS, TimeUnit.SECONDS);
    }
    cache.put(key(vector.embedderId(), hash), vector);
  }

  private static String key(String embedderId, String hash) {
    return embedderId + " " + hash;
  }

  private StoredVector ask(String text) throws WorkerException {
    try (GpuConnection node = connection()) {
      Embeddings embeddings = node.embed(List.of(text));
      return new StoredVector(embeddings.embedderId(), embeddings.vectors().getFirst());
    }
  }

  private GpuConnection connection() throws WorkerException {
    long start = System.nanoTime();
    while (true) {
      try {
        return nodes.getEmbeddingConnection();
      } catch (WorkerException e) {
        boolean full = e.reason() == WorkerException.Reason.BUSY;
        if (!full || System.nanoTime() - start > WAIT_FOR_SLOT) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES);
      }
    }
  }
}
