package ngo.zoo.ledger.service;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.LedgerJobs;
import ngo.zoo.persistence.ledger.LedgerJobs.Claim;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.persistence.ledger.VectorStore;
import ngo.zoo.persistence.ledger.VectorStore.Wanted;
import org.infinispan.Cache;

/** The steps of computing new vectors; each ends by its checkpoint. */
@Stateless
public class ReembeddingSteps {
  static final String VECTORS = "vectors";

  @Inject private VectorStore vectors;
  @Inject private LedgerJobs jobs;

  @Resource(lookup = "java:jboss/infinispan/cache/zoo/embeddings")
  private Cache<String, StoredVector> questions;

  /** Where the job leads. Questions kept with vectors of the former embedder are forgotten. */
  public VectorRule begin(UUID job) {
    questions.clear();
    return vectors.target(job);
  }

  /** Domains with vectors of another embedder in use. */
  public List<String> domains(VectorRule target) {
    return vectors.staleDomains(String.valueOf(target.embedderId()));
  }

  /** All vectors of another embedder in use, or those of them whose new one is computed. */
  public long count(VectorRule target, boolean computed) {
    return vectors.stale(String.valueOf(target.embedderId()), computed);
  }

  /** The next experiences of the domain that lack their new vector. */
  public List<Wanted> next(String domain, VectorRule target) {
    return vectors.uncomputed(
        domain, String.valueOf(target.embedderId()), BatchEmbedder.MOST_TEXTS);
  }

  /** Keeps new vectors beside the ones in use. */
  public void keep(
      Claim claim,
      VectorRule target,
      List<Wanted> texts,
      List<float[]> computed,
      long done,
      long total) {
    vectors.keep(texts, String.valueOf(target.embedderId()), computed, Instant.now());
    jobs.at(claim, VECTORS, done, total);
  }

  /** Has a domain change over as a whole. */
  public void changeOver(Claim claim, VectorRule target, String domain, long done, long total) {
    if (vectors.changeOver(domain, String.valueOf(target.embedderId()))) {
      vectors.countLibrary(claim.job());
    }
    jobs.at(claim, VECTORS, done, total);
  }
}
