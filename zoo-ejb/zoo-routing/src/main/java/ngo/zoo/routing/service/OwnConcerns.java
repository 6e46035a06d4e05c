package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import ngo.zoo.persistence.routing.ConcernReader;
import ngo.zoo.routing.Concerns;
import ngo.zoo.shared.Caller;

/** What a person must hear of their nodes, and of disputes about their nodes and answers. */
@Stateless
public class OwnConcerns {
  /** A node that is not well for a moment is none of anybody's business. */
  static final Duration UNWELL = Duration.ofMinutes(15);

  /** Older falls are known, or nobody's concern any more. */
  static final Duration LATELY = Duration.ofDays(14);

  private static final int MOST_DISPUTES = 5;

  @Inject private ConcernReader concerns;

  /** Nothing for keys and nodes: they have no home page. */
  public Concerns of(Caller caller) {
    if (caller.kind() != Caller.Kind.PERSON) {
      return Concerns.NONE;
    }
    Instant now = Instant.now();
    return new Concerns(
        concerns.fallen(caller.id(), now.minus(LATELY), now.minus(UNWELL)),
        concerns.voting(caller.id(), caller.payerId(), MOST_DISPUTES));
  }
}
