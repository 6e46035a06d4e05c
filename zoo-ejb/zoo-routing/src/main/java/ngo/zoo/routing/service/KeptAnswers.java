package ngo.zoo.routing.service;

import java.util.Optional;
import java.util.UUID;
import ngo.zoo.gpu.VerificationRequest;

/** Questions and answers as far as they are still kept; for checks and disputes alone. */
public interface KeptAnswers {
  /** As the answering node was asked, with what it answered; empty when it is not kept any more. */
  Optional<VerificationRequest> of(UUID query);
}
