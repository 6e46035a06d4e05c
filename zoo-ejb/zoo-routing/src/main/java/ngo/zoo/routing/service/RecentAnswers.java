package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.VerificationRequest;

/**
 * The latest sealed answers of this server as a verifier is asked about them, in memory alone and up
 * to a limit, oldest forgotten first. Checks come within seconds; what is older is looked up where
 * transcripts are kept.
 */
@ApplicationScoped
public class RecentAnswers implements KeptAnswers {
  private static final int MOST_CHARACTERS = 16 << 20;
  private static final int OVERHEAD = 1_000;

  private final LinkedHashMap<UUID, VerificationRequest> kept = new LinkedHashMap<>();
  private long characters;

  /** Remembers an answer; one without a seal proves nothing and is left out. */
  public void keep(GenerationRequest request, GenerationResult result) {
    if (result.sealed()) {
      add(new VerificationRequest(request, result.text(), result.claim()));
    }
  }

  private synchronized void add(VerificationRequest one) {
    kept.put(one.request().queryId(), one);
    characters += size(one);
    while (characters > MOST_CHARACTERS && kept.size() > 1) {
      VerificationRequest eldest = kept.pollFirstEntry().getValue();
      characters -= size(eldest);
    }
  }

  private static long size(VerificationRequest one) {
    long messages = one.request().messages().stream().mapToLong(it -> it.content().length()).sum();
    long given = one.request().experiences().stream().mapToLong(it -> it.text().length()).sum();
    return OVERHEAD + messages + given + one.answer().length() + one.claim().length();
  }

  @Override
  public synchronized Optional<VerificationRequest> of(UUID query) {
    return Optional.ofNullable(kept.get(query));
  }
}
