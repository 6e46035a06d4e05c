package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.gpu.VerificationRequest;

/** Sealed answers as a verifier is asked about them, as long as their transcripts are kept. */
@ApplicationScoped
public class KeptTranscripts implements KeptAnswers {
  @Inject private RecentAnswers recent;
  @EJB private Transcripts transcripts;

  /** What is still in memory costs no look into the database, and says more. */
  @Override
  public Optional<VerificationRequest> of(UUID query) {
    return recent.of(query).or(() -> stored(query));
  }

  private Optional<VerificationRequest> stored(UUID query) {
    return transcripts
        .find(query)
        .filter(one -> !one.answer().modelSha256().isEmpty())
        .map(
            one ->
                new VerificationRequest(NodeWords.request(query, one), one.answer().text(), ""));
  }
}
