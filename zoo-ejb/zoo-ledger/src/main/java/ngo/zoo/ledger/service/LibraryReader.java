package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the libraries something waits for; what is done no longer waits. */
@Named
@Dependent
public class LibraryReader extends AbstractItemReader {
  @Inject private LedgerJobContext job;
  @EJB private ImportSteps steps;

  private List<String> domains = List.of();
  private int next;

  /** A library and its place among those of the run. */
  public record Item(String domain, int number, int of) {}

  @Override
  public void open(@Nullable Serializable checkpoint) {
    try {
      domains = steps.domains(job.claim().job());
      next = 0;
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  /** Null ends the step, as the contract of readers wants it. */
  @Override
  public @Nullable Object readItem() {
    if (next == domains.size() || job.cancelled()) {
      return null;
    }
    next++;
    return new Item(domains.get(next - 1), next, domains.size());
  }
}
