package ngo.zoo.ledger.service;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Keeps a chunk of what was read, with how far the file is read, in one transaction. */
@Named
@Dependent
public class ImportWriter extends AbstractItemWriter {
  @Inject private LedgerJobContext job;
  @EJB private ImportSteps steps;

  @Override
  public void writeItems(List<Object> items) {
    try {
      List<ImportReader.Item> chunk = items.stream().map(ImportReader.Item.class::cast).toList();
      ImportReader.Item last = chunk.getLast();
      steps.keep(
          job.claim(),
          chunk.stream().map(ImportReader.Item::record).toList(),
          last.expected(),
          last.bytes());
    } catch (RuntimeException e) {
      job.fails(e);
      throw e;
    }
  }
}
