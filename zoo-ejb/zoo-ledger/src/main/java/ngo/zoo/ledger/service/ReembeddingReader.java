package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.VectorStore.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Names what is to be done next: a request's worth of texts of a domain, and when none is left its
 * change-over. What is computed is in the tables, so a new run begins where the last one ended.
 */
@Named
@Dependent
public class ReembeddingReader extends AbstractItemReader {
  @Inject private LedgerJobContext job;
  @EJB private ReembeddingSteps steps;

  private final Deque<String> domains = new ArrayDeque<>();
  private @Nullable VectorRule target;
  private long done;
  private long total;

  /**
   * What is to be done for a domain.
   *
   * @param texts whose vectors to compute; none when the domain changes over
   */
  public record Item(VectorRule target, String domain, List<Wanted> texts, long done, long total) {}

  @Override
  public void open(@Nullable Serializable checkpoint) {
    try {
      VectorRule rule = steps.begin(job.claim().job());
      target = rule;
      done = steps.count(rule, true);
      total = steps.count(rule, false);
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  /** Null ends the step, as the contract of readers wants it. */
  @Override
  public @Nullable Object readItem() {
    VectorRule rule = Objects.requireNonNull(target);
    if (domains.isEmpty()) {
      domains.addAll(steps.domains(rule));
    }
    if (domains.isEmpty() || job.cancelled()) {
      return null;
    }
    String domain = domains.getFirst();
    List<Wanted> texts = steps.next(domain, rule);
    if (texts.isEmpty()) {
      domains.removeFirst();
    }
    done += texts.size();
    return new Item(rule, domain, texts, done, Math.max(done, total));
  }
}
