package ngo.zoo.routing.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Starts the writer of transcripts with the application, and erases what was kept long enough. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TranscriptTimer {
  @Inject private Transcripts transcripts;

  @PostConstruct
  void start() {
    transcripts.start();
  }

  @PreDestroy
  void stop() {
    transcripts.stop();
  }

  @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
  public void erase() {
    transcripts.erase();
  }
}
