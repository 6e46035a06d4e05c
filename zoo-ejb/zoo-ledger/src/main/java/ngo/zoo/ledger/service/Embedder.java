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

/**
 * Vectors of texts from the operator's own node, never from strangers', cached by the SHA-256 of
 * the text. Runs outside the caller's transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Embedder {
  /** An embedding takes some 20 ms, so a full node has a free slot soon. */
  private static final long WAIT_FOR_SLOT = TimeUnit.SECONDS.toNanos(2);

  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

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
    String key = HexFormat.of().formatHex(Sha256.ofText(text));
    StoredVector known = cache.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      StoredVector vector = ask(text);
      cache.put(key, vector);
      return Optional.of(vector);
    } catch (WorkerException e) {
      return Optional.empty();
    }
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
