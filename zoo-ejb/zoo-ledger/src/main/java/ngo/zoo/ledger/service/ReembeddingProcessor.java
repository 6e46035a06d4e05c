package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.persistence.ledger.VectorStore.Wanted;
import ngo.zoo.shared.Refusal;

/** Asks the operator's node for the vectors of a batch; waits for it where it is busy. */
@Named
@Dependent
public class ReembeddingProcessor implements ItemProcessor {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(250);

  @Inject private LedgerJobContext job;
  @EJB private BatchEmbedder embedder;

  /** What was to be done, with the vectors. */
  public record Done(ReembeddingReader.Item item, List<float[]> vectors) {}

  @Override
  public Object processItem(Object item) {
    try {
      ReembeddingReader.Item work = (ReembeddingReader.Item) item;
      return new Done(work, work.texts().isEmpty() ? List.of() : vectors(work));
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  private List<float[]> vectors(ReembeddingReader.Item work) {
    Embeddings found = embed(work.texts().stream().map(Wanted::text).toList());
    if (!found.embedderId().equals(work.target().embedderId())) {
      throw Refusal.conflict(
          "embedder-changed",
          "The operator's node answers with %s now; start again".formatted(found.embedderId()));
    }
    return found.vectors();
  }

  private Embeddings embed(List<String> texts) {
    long start = System.nanoTime();
    while (true) {
      Optional<Embeddings> found = embedder.tryEmbed(texts);
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - start > PATIENCE) {
        throw Refusal.unavailable(
            "embedding-unavailable", "The operator's embedding node does not answer; start again");
      }
      LockSupport.parkNanos(BETWEEN_TRIES);
    }
  }
}
