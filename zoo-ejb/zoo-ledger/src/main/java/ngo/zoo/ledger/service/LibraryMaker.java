package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Makes the new version of a library, each in a transaction of its own. */
@Named
@Dependent
public class LibraryMaker extends AbstractItemWriter {
  @Inject private LedgerJobContext job;
  @EJB private ImportSteps steps;

  @Override
  public void writeItems(List<Object> items) {
    try {
      for (Object item : items) {
        LibraryReader.Item library = (LibraryReader.Item) item;
        steps.take(job.claim(), library.domain(), library.number(), library.of());
      }
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }
}
