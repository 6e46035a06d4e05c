package ngo.zoo.gpu;

import java.util.UUID;

/**
 * An answer to be checked by another node.
 *
 * @param request as it was answered, with its seed
 * @param answer the text
 * @param claim what the node claimed of its tokens, as it came; empty when nothing is known
 * @param tokens the answer has, as its node sealed
 */
public record VerificationRequest(
    GenerationRequest request, String answer, String claim, int tokens) {

  /** The same, its request under an id that says nothing of the receipt. */
  public VerificationRequest askedAs(UUID id) {
    return new VerificationRequest(request.withQueryId(id), answer, claim, tokens);
  }
}
