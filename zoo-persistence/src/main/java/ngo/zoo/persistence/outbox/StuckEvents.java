package ngo.zoo.persistence.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** The staff list of events whose handler failed too often. */
@ApplicationScoped
public class StuckEvents {
  /** Oldest first. */
  public Page<StuckEvent> page(Caller caller, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Puts the event back in line with its attempts at zero. */
  public void resubmit(Caller caller, UUID eventId) {
    throw new UnsupportedOperationException();
  }
}
