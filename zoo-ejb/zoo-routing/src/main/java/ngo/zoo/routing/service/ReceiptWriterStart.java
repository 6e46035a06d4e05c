package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Starts the writer of receipts with the application and lets it finish with it. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReceiptWriterStart {
  @Inject private ReceiptWriter writer;

  /** The last receipts go through it, so it has to stop later. */
  @EJB private BatchSettlement settlement;

  @PostConstruct
  void start() {
    writer.start();
  }

  @PreDestroy
  void stop() {
    writer.stop();
  }
}
