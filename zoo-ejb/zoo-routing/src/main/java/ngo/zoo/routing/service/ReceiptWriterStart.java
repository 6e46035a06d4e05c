package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Starts the writer of receipts with the application and lets it finish with it. It depends on all
 * beans that the last receipts go through: what only injects another may be stopped after it.
 */
@Singleton
@Startup
@DependsOn({"BatchSettlement", "Settlement", "Decisions", "Experiences", "Fees", "Accounts"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReceiptWriterStart {
  @Inject private ReceiptWriter writer;

  @PostConstruct
  void start() {
    writer.start();
  }

  @PreDestroy
  void stop() {
    writer.stop();
  }
}
