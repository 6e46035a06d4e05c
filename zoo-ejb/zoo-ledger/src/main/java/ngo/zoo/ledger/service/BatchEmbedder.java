package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Optional;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.ledger.transfer.VectorRule;

/**
 * Vectors of many texts at once from the operator's own node, past the cache of questions. Runs
 * outside the caller's transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchEmbedder {
  /** Texts in a request: well below a second of the node's time. */
  public static final int MOST_TEXTS = 32;

  private static final String PROBE = "When asked, answer.";

  @Resource(lookup = GpuConnectionFactory.JNDI_NAME)
  GpuConnectionFactory nodes;

  /** One vector per text; empty when the operator's node does not answer or is busy. */
  public Optional<Embeddings> tryEmbed(List<String> texts) {
    try (GpuConnection node = nodes.getEmbeddingConnection()) {
      Embeddings embeddings = node.embed(texts);
      return embeddings.vectors().size() == texts.size()
          ? Optional.of(embeddings)
          : Optional.empty();
    } catch (WorkerException e) {
      return Optional.empty();
    }
  }

  /** The embedder the operator's node answers with now, and its dimension. */
  public Optional<VectorRule> current() {
    return tryEmbed(List.of(PROBE))
        .map(found -> new VectorRule(found.embedderId(), found.vectors().getFirst().length));
  }
}
