package ngo.zoo.books.service;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import ngo.zoo.persistence.log.JournalBatches;

/** Makes batches of the journal, one transaction each, until there is nothing left to do. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Batching {
  /** So that one tick ends: the next goes on. */
  private static final int MOST_BATCHES = 50;

  @Inject private JournalBatches batches;
  @EJB private Batching self;

  /** What was posted since the last time. Returns how many entries. */
  public int seal() {
    return untilDone(self::sealOne);
  }

  /** As {@link #seal}, of the whole journal: what was committed late is found too. */
  public int sweep() {
    return untilDone(self::sweepOne);
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int sealOne() {
    return batches.seal();
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int sweepOne() {
    return batches.sweep();
  }

  private static int untilDone(IntSupplier batch) {
    int entries = 0;
    for (int i = 0; i < MOST_BATCHES; i++) {
      int size = batch.getAsInt();
      entries += size;
      if (size < JournalBatches.MOST) {
        return entries;
      }
    }
    return entries;
  }
}
