package ngo.zoo.ledger.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.ledger.transfer.EmbedderCount;
import ngo.zoo.ledger.transfer.JobKind;
import ngo.zoo.ledger.transfer.JobStatus;
import ngo.zoo.ledger.transfer.LedgerJob;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.LedgerJobs;
import ngo.zoo.persistence.ledger.VectorStore;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * New vectors for all experiences in use, once the operator's node answers with another embedder.
 * Until a library changes over, questions with vectors of the former one find what they found.
 */
@Stateless
public class Reembeddings {
  private static final int SHOWN = 10;

  @Inject private VectorStore vectors;
  @Inject private LedgerJobs jobs;
  @EJB private BatchEmbedder embedder;
  @EJB private LedgerJobSteps steps;

  /**
   * Which vectors are stored, and what is done about it.
   *
   * @param current the embedder of the operator's node; null when it does not answer
   * @param stale how many experiences in use have vectors of another
   */
  public record State(
      @Nullable String current, long stale, List<EmbedderCount> embedders, List<LedgerJob> jobs) {
    public State {
      embedders = List.copyOf(embedders);
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * @throws Refusal {@code role-missing}
   */
  public State state(Caller caller) {
    caller.require(Role.STAFF);
    Optional<String> current = embedder.current().map(VectorRule::embedderId);
    List<EmbedderCount> counts = vectors.counts(current.orElse(""));
    long stale =
        counts.stream()
            .filter(count -> !count.current() && !count.embedderId().isEmpty())
            .mapToLong(EmbedderCount::experiences)
            .sum();
    return new State(
        current.orElse(null),
        current.isPresent() ? stale : 0,
        counts,
        jobs.newest(JobKind.REEMBEDDING, SHOWN));
  }

  /**
   * Starts the job, or goes on where the last one ended: what is computed is kept.
   *
   * @throws Refusal {@code role-missing}, {@code person-needed}; {@code embedding-unavailable}
   *     (503); {@code vectors-current}, {@code reembedding-running} (409)
   */
  public UUID start(Caller caller) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "This is started by a person of the staff");
    }
    VectorRule target =
        embedder
            .current()
            .orElseThrow(
                () ->
                    Refusal.unavailable(
                        "embedding-unavailable",
                        "The operator's embedding node does not answer; try again in a moment"));
    if (vectors.stale(String.valueOf(target.embedderId()), false) == 0) {
      throw Refusal.conflict(
          "vectors-current", "All vectors in use are of " + target.embedderId() + " already");
    }
    if (jobs.newest(JobKind.REEMBEDDING, SHOWN).stream().anyMatch(job -> !job.status().isOver())) {
      throw Refusal.conflict("reembedding-running", "It is being done; follow it or cancel it");
    }
    UUID id =
        jobs.add(JobKind.REEMBEDDING, caller.id(), caller.name(), JobStatus.WAITING, Instant.now());
    vectors.addJob(id, target);
    return id;
  }

  /**
   * Ends it after the batch at hand; libraries that changed over stay so.
   *
   * @throws Refusal {@code role-missing}; {@code reembedding-over} (409)
   */
  public void cancel(Caller caller, UUID id) {
    caller.require(Role.STAFF);
    boolean known =
        jobs.newest(JobKind.REEMBEDDING, SHOWN).stream().anyMatch(j -> j.id().equals(id));
    if (!known || !steps.cancel(id)) {
      throw Refusal.conflict("reembedding-over", "There is no such job that could be ended");
    }
  }
}
