package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Keeps the new vectors of a batch, or has a domain change over to them. */
@Named
@Dependent
public class ReembeddingWriter extends AbstractItemWriter {
  @Inject private LedgerJobContext job;
  @EJB private ReembeddingSteps steps;

  @Override
  public void writeItems(List<Object> items) {
    try {
      items.forEach(item -> write((ReembeddingProcessor.Done) item));
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }

  private void write(ReembeddingProcessor.Done result) {
    ReembeddingReader.Item work = result.item();
    if (work.texts().isEmpty()) {
      steps.changeOver(job.claim(), work.target(), work.domain(), work.done(), work.total());
    } else {
      steps.keep(
          job.claim(), work.target(), work.texts(), result.vectors(), work.done(), work.total());
    }
  }
}
