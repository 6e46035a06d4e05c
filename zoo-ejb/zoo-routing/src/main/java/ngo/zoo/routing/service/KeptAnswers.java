package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.GenerationResult;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Question;
import org.jspecify.annotations.Nullable;

/**
 * Questions and answers as verifiers are asked about them. The latest sealed answers of this server
 * are in memory, with the nodes' claims and up to a limit, oldest forgotten first: checks come
 * within seconds. Older ones, and those of other servers, come from the transcripts, without
 * claims.
 */
@ApplicationScoped
public class KeptAnswers {
  private static final int MOST_CHARACTERS = 16 << 20;
  private static final int OVERHEAD = 1_000;

  @Inject private Transcripts transcripts;

  private final LinkedHashMap<UUID, VerificationRequest> latest = new LinkedHashMap<>();
  private long characters;

  /** Remembers an answer; one without a seal proves nothing and is left out. */
  public void keep(GenerationRequest request, GenerationResult result) {
    if (result.sealed()) {
      add(
          new VerificationRequest(
              request, result.text(), result.claim(), result.completionTokens()));
    }
  }

  private synchronized void add(VerificationRequest one) {
    VerificationRequest former = latest.put(one.request().queryId(), one);
    characters += size(one) - (former == null ? 0 : size(former));
    while (characters > MOST_CHARACTERS && latest.size() > 1) {
      characters -= size(latest.pollFirstEntry().getValue());
    }
  }

  private static long size(VerificationRequest one) {
    long messages = one.request().messages().stream().mapToLong(it -> it.content().length()).sum();
    long given = one.request().experiences().stream().mapToLong(it -> it.text().length()).sum();
    return OVERHEAD + messages + given + one.answer().length() + one.claim().length();
  }

  /** As the answering node was asked, with what it answered; empty when it is not kept any more. */
  public Optional<VerificationRequest> of(UUID query) {
    VerificationRequest remembered = remembered(query);
    return remembered == null
        ? transcripts.find(query).map(exchange -> request(query, exchange))
        : Optional.of(remembered);
  }

  private synchronized @Nullable VerificationRequest remembered(UUID query) {
    return latest.get(query);
  }

  private static VerificationRequest request(UUID query, Exchange exchange) {
    Question question = exchange.question();
    GenerationRequest request =
        new GenerationRequest(
            query,
            question.model(),
            question.messages().stream()
                .map(
                    one -> new GenerationRequest.Message(one.role(), one.content(), one.moreJson()))
                .toList(),
            exchange.experiences().stream()
                .map(one -> new GenerationRequest.InjectedExperience(one.id(), one.text()))
                .toList(),
            question.temperature(),
            question.topP(),
            question.maxTokens(),
            question.stop(),
            exchange.seed(),
            NodeWords.extras(question.options(), true));
    return new VerificationRequest(
        request, exchange.answer().text(), "", exchange.answer().completionTokens());
  }
}
